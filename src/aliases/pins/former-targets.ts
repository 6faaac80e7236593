import type { SymlinkFound } from '../../stores/store-response.ts';
import type { AliasVersions } from '../look/history.ts';
import { readRecord } from '../model/alias-record.ts';
import { isBasedOn } from '../model/version-chain.ts';
import { isByPinCommand } from './active-pin.ts';
import { recordDoubts } from './record-doubts.ts';

/** A key that an alias pointed at before it pointed at what it shows now. */
export interface FormerTarget {
  readonly key: string;
  /** A person pinned the alias there, and no check doubts the record of that pin. */
  readonly byPerson: boolean;
  /** Why a rollback must not go back to it, judged by the versions of the alias alone. */
  readonly why?: string;
}

/**
 * Every former target of an alias, latest first, each once.
 *
 * A rollback undoes moves. A target that a rollback moved away from, or that another program wrote, gets a reason not to
 * go back to it. So a second rollback goes one further back, and does not return to the target that the first rollback left.
 *
 * @param current the present link, if there is one. In a bucket without versions it is the only source.
 */
export function formerTargets(
  { versions, links }: AliasVersions,
  current: SymlinkFound | undefined,
): readonly FormerTarget[] {
  const below = (at: number) => versions[at + 1];
  const moves = versions.flatMap(({ versionId }, at) => {
    const link = links.get(versionId);
    return link === undefined ? [] : [{ link, isOnBase: isBasedOn(link, below(at)) }];
  });
  const standing = standingTargets(moves.map(({ link }) => link));
  const formers = new Map<string, FormerTarget>();
  const note = (former: FormerTarget): void => {
    const known = formers.get(former.key);
    // An alias may have shown the same key several times. The key is allowed if one of those times has no reason against
    // it. It counts as pinned by a person if a person pinned it at one of those times.
    if (known === undefined || (known.why !== undefined && former.why === undefined)) formers.set(former.key, former);
    else if (former.byPerson && former.why === undefined) formers.set(former.key, { ...known, byPerson: true });
  };
  // In a bucket without versions only the present link can be read.
  const all = moves.length > 0 ? moves : current === undefined ? [] : [{ link: current, isOnBase: false }];
  for (const { link, isOnBase } of all) {
    const record = readRecord(link);
    const { target: key } = link;
    if (record === undefined) note({ key, byPerson: false, why: 'another program pointed the alias there' });
    else if (!standing.has(key) && moves.length > 0) note({ key, byPerson: false, why: 'a rollback left it' });
    else note({ key, byPerson: isOnBase && isPinnedByPerson(link) });
    for (const former of record?.before ?? []) note({ key: former, byPerson: false });
  }
  return [...formers.values()].filter(({ key }) => key !== current?.target);
}

/** Whether a person's command pinned the alias there. */
function isPinnedByPerson(link: SymlinkFound): boolean {
  const record = readRecord(link);
  return record?.pin !== undefined && isByPinCommand(record) && recordDoubts(link).length === 0;
}

/**
 * The targets of moves that no later rollback undid.
 *
 * @param links newest first.
 */
function standingTargets(links: readonly SymlinkFound[]): ReadonlySet<string> {
  const stack: string[] = [];
  for (const link of links.toReversed()) {
    const record = readRecord(link);
    if (record === undefined) continue;
    // Written by a rollback, or by a handler that restored the pin of one.
    const goesBack = record.pin !== undefined && record.cause !== 'pin';
    const at = goesBack ? stack.lastIndexOf(link.target) : -1;
    if (at >= 0) stack.splice(at + 1);
    else stack.push(link.target);
  }
  return new Set(stack);
}
