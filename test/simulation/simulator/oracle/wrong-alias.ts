import type { SymlinkFound } from '../../../../src/stores/store-response.ts';
import { servedHeaders, showHeaders } from '../../world/served-headers.ts';
import { isRecorded } from '../check/is-recorded.ts';
import { ageOf, fallbackOf } from '../plan/rule-spec.ts';
import { keepsLinks, type Simulation } from '../simulation.ts';
import type { AliasView } from './look-at-aliases.ts';
import type { Claimant } from './oracle.ts';
import { isComplete, newestOf } from './oracle-releases.ts';
import { readabilityOf } from './readability.ts';

/** Returns why an alias is wrong at rest, or undefined. */
export function wrongAlias(simulation: Simulation, view: AliasView): string | undefined {
  if (view.link.found === 'symlink' && view.link.metadata['autoalias-interim'] !== undefined)
    return `${view.alias} shows ${view.link.target} for the time being, although all handlers have ended`;
  const held = simulation.ledger.pinnedTo(view.alias);
  const isHeld = view.link.found === 'symlink' && view.link.metadata['autoalias-pin'] !== undefined;
  if (held !== undefined && view.link.found === 'symlink' && isHeld && view.link.target === held) return undefined;
  if (held !== undefined && !mayBeLost(simulation, view.alias)) return `${view.alias} is not pinned to ${held}`;
  // When versions are removed, an older version with a pin may become current again.
  if (isHeld && held === undefined) {
    return simulation.ledger.losesPin(view.alias) ? undefined : `${view.alias} is pinned, but no person pinned it`;
  }
  const wrong = wrongFor(simulation, view);
  // A candidate that became old enough may not have been noticed yet.
  const isFormer = (): boolean =>
    view.formerly.some((standing) => wrongFor(simulation, { ...view, ...standing }) === undefined);
  return wrong === undefined || isFormer() ? undefined : wrong;
}

/**
 * Returns true if the alias may stay missing. If no version shows that the alias existed, only an upload that is old
 * enough creates it.
 */
function staysMissing(simulation: Simulation, { alias, rule }: AliasView): boolean {
  const { ledger, rules } = simulation;
  return rules.oracle.namesOf(alias).some(ledger.staysMissing) || (ageOf(rule) > 0 && !keepsLinks(simulation));
}

/**
 * Returns true if a pin may be lost. Only versions show an overwritten pin, and a change of the alias may remove them.
 */
function mayBeLost(simulation: Simulation, alias: string): boolean {
  return simulation.ledger.losesPin(alias) || !keepsLinks(simulation);
}

function wrongFor(simulation: Simulation, view: AliasView): string | undefined {
  const { alias, rule, winner, link } = view;
  const should = winner === undefined ? 'should not exist' : `should point at ${winner.key}`;
  if (link.found === 'object') {
    return winner === undefined || rule.onConflict === 'refuse'
      ? undefined
      : `${alias} is a real object, but ${should}`;
  }
  if (link.found === 'none') {
    const mayBe = winner === undefined || (rule.onDelete === 'remove' && staysMissing(simulation, view));
    return mayBe ? undefined : `${alias} is missing, but ${should}`;
  }
  // If there is no winner, a link of another program stays.
  if (winner === undefined && link.metadata['autoalias-rule'] === undefined) return undefined;
  const before = formerTarget(simulation, view, link);
  // The event of a marker finds an alias by the objects that the marker covers. An alias that stays after its target was
  // deleted is found by the next sweep.
  if (view.isTargetWithdrawn && before === undefined) return `${alias} points at ${link.target}, which is withdrawn`;
  if (winner === undefined && isYoung(simulation, view, link)) return undefined;
  if (winner === undefined && fallbackOf(rule) !== undefined) return wrongFallback(simulation, view, link);
  // Deleting the alias would not help readers.
  if (winner === undefined && view.chosen === undefined && view.isTargetArchived) return undefined;
  const outlived =
    before !== undefined && (winner === undefined || simulation.rules.oracle.compare(before, winner) > 0);
  if (rule.onDelete === 'keep' && outlived) return undefined;
  if (winner?.key === link.target) return wrongRecord(simulation, alias, link, winner);
  return `${alias} points at ${link.target}, but ${should}`;
}

/**
 * Returns true if the alias stayed because its target was uploaded again and no candidate was old enough at the sweep.
 */
function isYoung(
  { store, ledger, rules: { oracle } }: Simulation,
  { alias, rule, chosen, releaseOf }: AliasView,
  link: SymlinkFound,
): boolean {
  if (rule.release !== undefined) {
    const release = releaseOf(link.target);
    if (chosen !== undefined || release === undefined || !isComplete(release)) return false;
    return ledger.sweptAt() - newestOf(release) < ageOf(rule);
  }
  const head = store.answer({ operation: 'HeadObject', key: link.target });
  if (head.found !== 'object' || ledger.sweptAt() - head.lastModified >= ageOf(rule)) return false;
  return oracle.claimsOf(link.target).some((claim) => claim.alias === alias);
}

/** Returns why an alias without a candidate is wrong. It keeps its target while its fallback is missing. */
function wrongFallback(simulation: Simulation, { alias, rule }: AliasView, link: SymlinkFound): string | undefined {
  const { store, ledger, loop } = simulation;
  const fallback = fallbackOf(rule) ?? '';
  const head = store.answer({ operation: 'HeadObject', key: fallback });
  const { isReadable } = readabilityOf(simulation, fallback, rule);
  if (head.found !== 'object' || ![ledger.sweptAt(), loop.now()].every(isReadable)) return undefined;
  if (link.target !== fallback) return `${alias} points at ${link.target}, but should fall back to ${fallback}`;
  return isRecorded(link, head) ? undefined : `${alias} records another version of its fallback`;
}

/** The former target of the alias, if it is gone. */
function formerTarget(
  { store, rules: { oracle } }: Simulation,
  { alias, isTargetArchived }: AliasView,
  link: SymlinkFound,
): Claimant | undefined {
  if (isTargetArchived) return undefined;
  const claim = oracle.claimsOf(link.target).find((one) => one.alias === alias);
  if (claim === undefined) return undefined;
  const lastModified = Number(link.metadata['autoalias-modified']);
  const head = store.answer({ operation: 'HeadObject', key: link.target });
  return head.found === 'object' && isRecorded(link, head) ? undefined : { ...claim, key: link.target, lastModified };
}

function wrongRecord(
  { store }: Simulation,
  alias: string,
  link: SymlinkFound,
  { key, rule }: Claimant,
): string | undefined {
  const head = store.answer({ operation: 'HeadObject', key });
  if (head.found !== 'object') return `${key} is listed, but HeadObject finds ${head.found}`;
  if (!isRecorded(link, head) || link.metadata['autoalias-rule'] !== rule.name) {
    return `${alias} points at ${key}, but records another version of it: ${JSON.stringify(link.metadata)}, not ${JSON.stringify(head)}`;
  }
  if (link.metadata['autoalias-removes'] !== undefined) return `${alias} is right, but records that it is deleted`;
  const [shown, wanted] = [showHeaders(link.headers), servedHeaders(head.headers)];
  return shown === wanted
    ? undefined
    : `${alias} is served with ${shown}, but must be with ${wanted}, for its target ${key}`;
}
