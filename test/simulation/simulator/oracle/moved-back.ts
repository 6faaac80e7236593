import type { SymlinkFound } from '../../../../src/stores/store-response.ts';
import { isRecorded } from '../check/is-recorded.ts';
import type { Simulation } from '../simulation.ts';
import type { AliasView } from './look-at-aliases.ts';
import type { Claimant } from './oracle.ts';
import { compareReleases, isComplete, isReadable, type OracleRelease } from './oracle-releases.ts';
import { type AliasTest, readabilityOf, restoredAliases } from './readability.ts';

/** Remembers the targets of aliases at the last rest. */
export interface Watch {
  /** Reports an alias that moved back or was removed without a reason, or returns undefined. */
  wrongMove(views: readonly AliasView[]): string | undefined;
}

/**
 * Even if events were lost, an alias never moves back to a lesser object while its target exists unchanged, unless the
 * alias itself was changed, or the target is withdrawn or archived and the lesser object is not. If the event of the marker
 * was lost, the alias shows a withdrawn object at a rest, and the sweep moves it later. The current rules decide which
 * object is lesser.
 *
 * An alias is not removed while its target exists. If the target is archived, removing the alias would not help readers.
 */
export function createWatch(simulation: Simulation): Watch {
  const { ledger, store } = simulation;
  let before: ReadonlyMap<string, SymlinkFound> = new Map();

  const claimantOf = (alias: string, link: SymlinkFound): Claimant | undefined => {
    const claim = simulation.rules.oracle.claimsOf(link.target).find((one) => one.alias === alias);
    const lastModified = Number(link.metadata['autoalias-modified']);
    return claim && { ...claim, key: link.target, lastModified };
  };
  const isThere = (link: SymlinkFound): boolean => {
    const head = store.answer({ operation: 'HeadObject', key: link.target });
    return head.found === 'object' && isRecorded(link, head);
  };
  const isWithdrawn = ({ marker }: Claimant): boolean =>
    marker !== undefined && store.answer({ operation: 'HeadObject', key: marker }).found === 'object';
  const isArchived = ({ key, rule }: Claimant, release: OracleRelease | undefined): boolean => {
    const now = simulation.loop.now();
    return release === undefined ? !readabilityOf(simulation, key, rule).isReadable(now) : !isReadable(release, now);
  };
  const vanished = ({ alias, rule, link, winner, chosen, releaseOf }: AliasView): string | undefined => {
    const former = before.get(alias);
    if (link.found !== 'none' || former?.metadata['autoalias-rule'] === undefined) return undefined;
    if (winner !== undefined || chosen !== undefined) return undefined;
    const names = simulation.rules.oracle.namesOf(alias);
    if (names.some(ledger.vanishes) || names.some(ledger.owed)) return undefined;
    const release = releaseOf(former.target);
    if (rule.release !== undefined && (release === undefined || !isComplete(release))) return undefined;
    const then = claimantOf(alias, former);
    const isTarget = store.answer({ operation: 'HeadObject', key: former.target }).found === 'object';
    const isWrong = isTarget && then !== undefined && !isWithdrawn(then);
    return isWrong ? `${alias} was removed, although its target ${former.target} exists` : undefined;
  };
  const movedBack = (isRestored: AliasTest, { alias, rule, link, releaseOf }: AliasView): string | undefined => {
    const former = before.get(alias);
    if (link.found !== 'symlink' || former === undefined) return undefined;
    if (simulation.rules.oracle.namesOf(alias).some(ledger.movesBack)) return undefined;
    if (isRestored({ alias, rule })) return undefined;
    if (link.metadata['autoalias-pin'] !== undefined || former.metadata['autoalias-pin'] !== undefined)
      return undefined;
    const [now, then] = [claimantOf(alias, link), claimantOf(alias, former)];
    if (now === undefined || then === undefined) return undefined;
    const [shown, release] = [releaseOf(link.target), releaseOf(former.target)];
    // The newest file of a release decides its place in the order, which need not be the file that the alias shows.
    const isGreater =
      shown === undefined || release === undefined
        ? simulation.rules.oracle.compare(now, then) >= 0
        : compareReleases(shown, release) >= 0;
    if (isGreater) return undefined;
    if (isWithdrawn(then) && !isWithdrawn(now)) return undefined;
    if (isArchived(then, release) && !isArchived(now, shown)) return undefined;
    if (rule.release !== undefined && (release === undefined || !isComplete(release))) return undefined;
    return isThere(former) ? `${alias} moved back from ${then.key} to ${now.key}` : undefined;
  };
  return {
    wrongMove: (views) => {
      const isRestored = restoredAliases(simulation);
      const found = views.map((view) => movedBack(isRestored, view) ?? vanished(view)).find((one) => one !== undefined);
      before = new Map(views.flatMap(({ alias, link }) => (link.found === 'symlink' ? [[alias, link] as const] : [])));
      return found;
    },
  };
}
