import type { SymlinkFound } from '../../stores/store-response.ts';
import type { AliasVersions } from '../look/history.ts';
import { readRecord } from '../model/alias-record.ts';
import { isBasedOn } from '../model/version-chain.ts';
import { isByPinCommand } from './active-pin.ts';
import { recordDoubts } from './record-doubts.ts';

/** A key that an alias pointed at earlier. */
export interface FormerTarget {
  readonly key: string;
  /** A person pinned the alias at this key, and nothing is wrong with the base or the record of that pin. */
  readonly byPerson: boolean;
  /** Why a rollback must skip this target. Comes from the versions of the alias; the target itself was not read. */
  readonly why?: string;
}

/**
 * Every former target of an alias, latest first, each key once.
 *
 * A rollback must skip two kinds of target: those that an earlier rollback moved away from, and those that another
 * program wrote. Example: an alias moved from 1 to 2 to 3, and a rollback moved it back to 2. The next rollback skips 3
 * and goes to 1.
 *
 * @param current the link at the alias key now, if there is one. In a bucket without versions it is the only source.
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
    // The alias may have pointed at the same key several times. The key is allowed if
    // at least one of these times gives no reason to skip it. For `byPerson`, one pin by a person is enough.
    if (known === undefined || (known.why !== undefined && former.why === undefined)) formers.set(former.key, former);
    else if (former.byPerson && former.why === undefined) formers.set(former.key, { ...known, byPerson: true });
  };
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

/** Whether the command `pin` or `rollback` wrote the link, and nothing is wrong with its record. */
function isPinnedByPerson(link: SymlinkFound): boolean {
  const record = readRecord(link);
  return record?.pin !== undefined && isByPinCommand(record) && recordDoubts(link).length === 0;
}

/**
 * The targets of the links, without those that a rollback moved away from.
 *
 * Replays the moves from the oldest to the newest. A move back to an earlier target drops every target after it. For
 * example, 1, 2, 3 and a rollback to 1 leave only 1.
 *
 * @param links newest first.
 */
function standingTargets(links: readonly SymlinkFound[]): ReadonlySet<string> {
  const stack: string[] = [];
  for (const link of links.toReversed()) {
    const record = readRecord(link);
    if (record === undefined) continue;
    // A rollback, or a handler that restored a pin. Both return to an earlier target.
    const goesBack = record.pin !== undefined && record.cause !== 'pin';
    const at = goesBack ? stack.lastIndexOf(link.target) : -1;
    if (at >= 0) stack.splice(at + 1);
    else stack.push(link.target);
  }
  return new Set(stack);
}
