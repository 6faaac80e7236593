import { AutoaliasError } from '../autoalias-error.ts';
import type { NotFound, ObjectInstead, SymlinkFound } from '../stores/store-response.ts';
import { readRecord } from './alias-record.ts';
import type { AliasTask } from './alias-task.ts';
import { isByPerson } from './lost-pin.ts';
import type { Outcome } from './outcome.ts';
import { type Pin, pinText } from './pin.ts';
import { type Protocol, together } from './protocol.ts';
import { refused } from './refused.ts';
import { ROUNDS, unsettled } from './settle.ts';
import { type Identity, identityOf, sameIdentity } from './target.ts';
import { writeAlias } from './write-alias.ts';

/**
 * Holds an alias at a target, a candidate or not, and looks again until it is so. A handler that had read the alias before
 * the pin, and writes after it, finds the pin below its own version and brings it back (`lost-pin.ts`). Where no versions
 * are kept, the pin may be lost to a handler that is at work in that moment.
 *
 * @param seen what the caller decided by: where the alias is not that any more, or the target is gone, nothing is written, and
 *   `moved` returned.
 * @throws AutoaliasError `alias-refused` where the target is no object, `alias-unsettled` where others keep writing.
 */
export function pinAlias(task: AliasTask, key: string, pin: Pin): Protocol<Outcome>;
export function pinAlias(task: AliasTask, key: string, pin: Pin, seen: Current): Protocol<Outcome | 'moved'>;
export function* pinAlias(task: AliasTask, key: string, pin: Pin, seen?: Current): Protocol<Outcome | 'moved'> {
  let from: string | null | undefined;
  // Others may have been about to write when the pin came; they stop when they have seen it.
  const { rounds = ROUNDS } = task;
  for (let round = 0; round < rounds; round++) {
    const [current, target] = yield* together(
      { operation: 'GetSymlink', key: task.alias },
      { operation: 'HeadObject', key },
    );
    if (current.found === 'object' && task.rule.onConflict === 'refuse') return refused;
    if (target.found !== 'object' && round === 0 && seen !== undefined) return 'moved';
    if (target.found !== 'object') throw new AutoaliasError('alias-refused', whyNot(task.alias, key, target.found));
    if (from === undefined) from = current.found === 'symlink' ? current.target : null;
    const identity = identityOf(target);
    if (isPinnedSo(current, key, identity, pin)) return { action: 'pinned', from, to: key, why: pinText(pin) };
    // What another person said since is newer: to write again would move a rollback forward, or fight over a pin.
    if (round > 0 && current.found === 'symlink' && isWrittenByPerson(current)) {
      const why = `a person pinned or unpinned it at the same moment, and that stays`;
      const action = readRecord(current)?.pin === undefined ? 'unchanged' : 'pinned';
      return { action, from, to: current.target, why };
    }
    if (round === 0 && seen !== undefined && JSON.stringify(seen) !== JSON.stringify(current)) return 'moved';
    yield* writeAlias(task, current, { key, identity, headers: target.headers }, { pin });
  }
  throw unsettled(task.alias, rounds);
}

/** Whether a person's own pin, rollback or unpin wrote what stands at an alias. */
export const isWrittenByPerson = (current: SymlinkFound): boolean => {
  const record = readRecord(current);
  return record !== undefined && ((record.pin !== undefined && isByPerson(record)) || record.cause === 'unpin');
};

type Current = NotFound | ObjectInstead | SymlinkFound;

const whyNot = (alias: string, key: string, found: 'symlink' | 'none'): string =>
  found === 'none'
    ? `${alias} was not pinned: there is no object ${key}; name one that is there`
    : `${alias} was not pinned: ${key} is a link itself, which cannot be read through another; name the object`;

const isPinnedSo = (current: Current, key: string, identity: Identity, { reason, until }: Pin): boolean => {
  const record = current.found === 'symlink' && current.target === key ? readRecord(current) : undefined;
  return (
    record?.pin !== undefined &&
    sameIdentity(record.identity, identity) &&
    record.pin.reason === reason &&
    record.pin.until === until
  );
};
