import { AutoaliasError } from '../../autoalias-error.ts';
import { archivedText } from '../../rules/match/not-ready.ts';
import type { ObjectFound, SymlinkFound } from '../../stores/store-response.ts';
import type { AliasObject } from '../model/alias-record.ts';
import { readRecord } from '../model/alias-record.ts';
import { type Outcome, REFUSED } from '../model/outcome.ts';
import { type Pin, pinText } from '../model/pin.ts';
import { askAll, type Protocol } from '../model/protocol.ts';
import { type Identity, identityOf, sameIdentity } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';
import { MAX_ROUNDS, unsettledError } from '../reconcile/reconcile.ts';
import { writeAlias } from '../reconcile/write-alias.ts';
import { isByPinCommand } from './active-pin.ts';

/**
 * Pins an alias at a target, which need not be a candidate. Writes the pin and reads the alias, until it reads the pin.
 *
 * A handler that had read the alias before the pin can still overwrite it. With versions, that handler finds the pin
 * below its own version and restores it (`lost-pin.ts`). Without versions, the pin is lost.
 *
 * @throws AutoaliasError `alias-refused` if the target is not an object, `alias-unsettled` if others keep writing.
 */
export function* pinAlias(task: AliasTask, key: string, pin: Pin): Protocol<Outcome> {
  let from: string | null | undefined;
  const { maxRounds: rounds = MAX_ROUNDS } = task;
  for (let round = 0; round < rounds; round++) {
    const read = yield* readForPin(task, key);
    if (read === 'refused') return REFUSED;
    const { current, target } = read;
    if (from === undefined) from = current.found === 'symlink' ? current.target : null;
    const identity = identityOf(target);
    if (isPinnedSo(task, current, key, identity, pin)) return { action: 'pinned', from, to: key, why: pinText(pin) };
    // Another person has pinned or unpinned the alias since. Writing again would undo that newer command.
    if (round > 0 && current.found === 'symlink' && isWrittenByPerson(current)) {
      const why = `a person pinned or unpinned it at the same moment, and that stays`;
      const action = readRecord(current)?.pin === undefined ? 'unchanged' : 'pinned';
      return { action, from, to: current.target, why };
    }
    yield* writeAlias(task, current, { key, identity, headers: target.headers }, { pin });
  }
  throw unsettledError(task.alias, rounds);
}

/**
 * What {@link pinAlias} would do at its first look. Writes nothing.
 *
 * @throws AutoaliasError `alias-refused` if the target is not an object.
 */
export function* planPinAlias(task: AliasTask, key: string, pin: Pin): Protocol<Outcome> {
  const read = yield* readForPin(task, key);
  if (read === 'refused') return REFUSED;
  const from = read.current.found === 'symlink' ? read.current.target : null;
  return { action: 'pinned', from, to: key, why: pinText(pin) };
}

/** Reads the alias and the target. `refused`: a real object is at the alias key. */
function* readForPin(
  { alias, rule, template }: AliasTask,
  key: string,
): Protocol<'refused' | { readonly current: AliasObject; readonly target: ObjectFound }> {
  const [current, target] = yield* askAll({ operation: 'GetSymlink', key: alias }, { operation: 'HeadObject', key });
  if (current.found === 'object' && rule.onConflict === 'refuse') return 'refused';
  if (target.found !== 'object') throw new AutoaliasError('alias-refused', whyNot(alias, key, target.found));
  const unreadable = template.archived === 'skip' ? archivedText(target) : undefined;
  if (unreadable !== undefined) throw new AutoaliasError('alias-refused', whyArchived(alias, key, unreadable));
  return { current, target };
}

/** Whether a person's pin or unpin wrote the link. */
function isWrittenByPerson(current: SymlinkFound): boolean {
  const record = readRecord(current);
  return record !== undefined && ((record.pin !== undefined && isByPinCommand(record)) || record.cause === 'unpin');
}

function whyArchived(alias: string, key: string, why: string): string {
  return `${alias} was not pinned: readers of ${key} get an error, because ${why}; restore it first, or set archived: allow in the rule`;
}

function whyNot(alias: string, key: string, found: 'symlink' | 'none'): string {
  return found === 'none'
    ? `${alias} was not pinned: there is no object ${key}; name an object that exists`
    : `${alias} was not pinned: ${key} is a symlink itself, and a symlink to a symlink cannot be read; name an object`;
}

function isPinnedSo(
  { template }: AliasTask,
  current: AliasObject,
  key: string,
  identity: Identity,
  { reason, until }: Pin,
): boolean {
  const record = current.found === 'symlink' && current.target === key ? readRecord(current) : undefined;
  return (
    record?.pin !== undefined &&
    record.templateDigest === template.digest &&
    sameIdentity(record.identity, identity) &&
    record.pin.reason === reason &&
    record.pin.until === until
  );
}
