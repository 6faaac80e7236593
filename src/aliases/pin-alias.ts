import { AutoaliasError } from '../autoalias-error.ts';
import type { NotFound, ObjectInstead, SymlinkFound } from '../stores/store-response.ts';
import { readRecord } from './alias-record.ts';
import type { AliasTask } from './alias-task.ts';
import type { Outcome } from './outcome.ts';
import { type Pin, pinText } from './pin.ts';
import { type Protocol, together } from './protocol.ts';
import { refused } from './refused.ts';
import { ROUNDS, unsettled } from './settle.ts';
import { type Identity, identityOf, sameIdentity } from './target.ts';
import { writeAlias } from './write-alias.ts';

/**
 * Holds an alias at a target, a candidate or not, and looks again until it is so. Whoever had read the alias before, and
 * writes after, finds the pin that he wrote over by the alias's versions, and brings it back (`lost-pin.ts`). Where there
 * are no versions, nobody can: there the pin may be lost to a handler that was at work in that very moment.
 *
 * @throws AutoaliasError `alias-refused` where the target is no object, `alias-unsettled` where others keep writing.
 */
export function* pinAlias(task: AliasTask, key: string, pin: Pin): Protocol<Outcome> {
  let from: string | null | undefined;
  // Others may have been about to write when the pin came; they stop when they have seen it.
  const { rounds = ROUNDS } = task;
  for (let round = 0; round < rounds; round++) {
    const [current, target] = yield* together(
      { operation: 'GetSymlink', key: task.alias },
      { operation: 'HeadObject', key },
    );
    if (current.found === 'object' && task.rule.onConflict === 'refuse') return refused;
    if (target.found !== 'object') throw new AutoaliasError('alias-refused', whyNot(task.alias, key, target.found));
    if (from === undefined) from = current.found === 'symlink' ? current.target : null;
    const identity = identityOf(target);
    if (isPinnedSo(current, key, identity, pin)) return { action: 'pinned', from, to: key, why: pinText(pin) };
    yield* writeAlias(task, current, { key, identity, headers: target.headers }, { pin });
  }
  throw unsettled(task.alias, rounds);
}

const whyNot = (alias: string, key: string, found: 'symlink' | 'none'): string =>
  found === 'none'
    ? `${alias} was not pinned: there is no object ${key}; name one that is there`
    : `${alias} was not pinned: ${key} is a link itself, which cannot be read through another; name the object`;

const isPinnedSo = (
  current: SymlinkFound | ObjectInstead | NotFound,
  key: string,
  identity: Identity,
  { reason, until }: Pin,
): boolean => {
  const record = current.found === 'symlink' && current.target === key ? readRecord(current) : undefined;
  return (
    record?.pin !== undefined &&
    sameIdentity(record.identity, identity) &&
    record.pin.reason === reason &&
    record.pin.until === until
  );
};
