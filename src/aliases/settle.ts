import { AutoaliasError } from '../autoalias-error.ts';
import type { NotFound, ObjectInstead, SymlinkFound } from '../stores/store-response.ts';
import { liesOnItsBase, newestVersions, versionsOf } from './alias-chain.ts';
import { readRecord } from './alias-record.ts';
import type { AliasTask } from './alias-task.ts';
import { isUnpin } from './cause.ts';
import { type Decision, decide } from './decide.ts';
import { findWinner, orFallback } from './find-winner.ts';
import { isContested } from './is-contested.ts';
import { heldBy, lostPin } from './lost-pin.ts';
import { mayMove } from './may-move.ts';
import type { Outcome } from './outcome.ts';
import { pinned } from './pinned.ts';
import { pointedAt } from './pointed-at.ts';
import { ask, type Protocol } from './protocol.ts';
import { identityOf, type Target } from './target.ts';
import { mayReturn } from './tombstone.ts';
import { writeAlias } from './write-alias.ts';

/** Two honest handlers agree after a few rounds; more means that somebody else keeps writing. */
const ROUNDS = 16;

/**
 * Makes an alias right on any bucket, from the listing: read the alias, list its candidates, write if they differ, and
 * look again until a pass changes nothing. Right whoever writes at the same time, because the last writer always looks
 * once more after its write.
 *
 * The last writer also leaves the chain whole. Where its version does not lie on its base, because somebody wrote in
 * between, it writes the same once more; else every later event would find the chain broken and have to list.
 *
 * @param mine the version id of the alias that the caller wrote just before, if it did.
 * @throws AutoaliasError `alias-unsettled` where others keep writing the alias.
 */
export function* settle(task: AliasTask, mine?: string): Protocol<Outcome> {
  let first: string | null | undefined;
  let last: Pick<Outcome, 'action' | 'why' | 'overruled'> | undefined;
  let wrote = mine;
  if (!mayMove(task)) return held;
  const { rounds = ROUNDS } = task;
  for (let round = 0; round < rounds; round++) {
    // The alias is read before the listing: its version becomes `base`, which must not be newer than what was listed.
    const current = yield* ask({ operation: 'GetSymlink', key: task.alias });
    if (current.found === 'object' && task.rule.onConflict === 'refuse') return refused;
    const to = current.found === 'symlink' ? current.target : null;
    if (first === undefined) first = to;
    const pin = current.found === 'symlink' ? yield* heldBy(task, current) : undefined;
    if (current.found === 'symlink' && pin !== undefined) {
      const target = yield* ask({ operation: 'HeadObject', key: current.target });
      return { ...pinned(current, pin, target.found !== 'object'), from: first };
    }
    const winner = yield* orFallback(task, current, yield* findWinner(task));
    const decision = yield* tempered(task, current, winner, decide(task, current, winner));
    const lost = current.found === 'object' ? undefined : yield* unseenPin(task, current);
    if (lost !== undefined) {
      yield* restore(task, current, lost);
      continue;
    }
    const contested = decision.want !== 'nothing' && isContested(task, current);
    if (contested && task.mayOverrule === false) return { ...yielded, ...last, from: first, to };
    const overruled = contested || last?.overruled ? { overruled: true as const } : {};
    if (decision.want === 'delete' && current.found === 'symlink' && (yield* lifts(task, current))) continue;
    if (decision.want === 'delete') {
      yield* ask({ operation: 'DeleteObject', key: task.alias });
      last = { action: 'removed', why: decision.why, ...overruled };
    } else if (decision.want !== 'nothing') {
      const answer = yield* writeAlias(task, current, decision.target);
      if (answer.written) last = { action: 'pointed', why: decision.why, ...overruled };
      wrote = answer.written ? answer.versionId : wrote;
    } else if (winner !== undefined && (yield* leftBroken(task, current, wrote))) {
      const answer = yield* writeAlias(task, current, winner);
      wrote = answer.written ? answer.versionId : wrote;
    } else {
      return { action: decision.action, why: decision.why, ...last, from: first, to };
    }
  }
  throw unsettled(task, rounds);
}

export const unsettled = ({ alias }: AliasTask, rounds: number): AutoaliasError =>
  new AutoaliasError(
    'alias-unsettled',
    `${alias} was written by somebody else in each of ${rounds} rounds; it is left to the next event or sweep. Look for another program that writes it`,
  );

/** Of an alias that a person alone may move. */
export const held: Outcome = {
  ...{ action: 'protected', from: null, to: null },
  why: 'it is protected: only a person moves it, who names it (autoalias apply, pin or rollback)',
};

export const refused: Outcome = {
  action: 'refused',
  from: null,
  to: null,
  why: 'a real object stands at the alias key, and is never replaced; move it away, or set onConflict: replace',
};

const yielded = {
  action: 'yielded' as const,
  why: 'another program keeps writing this alias and was overruled too often; it is left to the sweep. Find that program, or take the alias out of the rules',
};

/** A pin that was written over unseen. Where no versions are kept, nothing tells of it. */
function* unseenPin(task: AliasTask, current: SymlinkFound | NotFound): Protocol<SymlinkFound | undefined> {
  if (current.versionId === undefined || current.versionId === 'null') return undefined;
  return yield* lostPin(task, current);
}

/** A delete marker says nothing: that the pin was lifted has to lie below it, or the pin would pass for lost. */
function* lifts(task: AliasTask, current: SymlinkFound): Protocol<boolean> {
  const record = readRecord(current);
  if (record?.pin === undefined) return false;
  const { target: key, headers } = current;
  yield* writeAlias(task, current, { key, identity: record.identity, headers });
  return true;
}

/** Writes the link again as it was pinned; or, for whoever lifts the pin, that it is lifted, over what stands there. */
function* restore(
  task: AliasTask,
  current: SymlinkFound | ObjectInstead | NotFound,
  lost: SymlinkFound,
): Protocol<void> {
  const lifting = isUnpin(task.cause);
  const link = lifting && current.found === 'symlink' && readRecord(current) !== undefined ? current : lost;
  const record = readRecord(link);
  if (record === undefined) return;
  const target = { key: link.target, identity: record.identity, headers: link.headers };
  yield* writeAlias(task, current, target, lifting ? {} : { pin: record.pin });
}

/** What is decided, but for what only a further look can tell. */
export function* tempered(
  task: AliasTask,
  current: SymlinkFound | ObjectInstead | NotFound,
  winner: Target | undefined,
  decision: Decision,
): Protocol<Decision> {
  if (decision.want === 'create') return yield* withTombstone(task, decision);
  const seemsGone = decision.want === 'delete' || (decision.want === 'nothing' && decision.action === 'kept');
  if (!seemsGone || current.found !== 'symlink' || task.form.minimumAge === undefined) return decision;
  return yield* withYouth(task, current, winner, decision);
}

/**
 * Its target was written again, or was pinned when it was young. Where nothing else is old enough, to take the alias away
 * would help nobody.
 */
function* withYouth(
  task: AliasTask,
  current: SymlinkFound,
  winner: Target | undefined,
  decision: Decision,
): Protocol<Decision> {
  const target = yield* ask({ operation: 'HeadObject', key: current.target });
  if (target.found !== 'object' || pointedAt({ ...task, now: Number.POSITIVE_INFINITY }, current) === undefined)
    return decision;
  // It was not deleted, so what `onDelete` says is not asked for.
  if (winner !== undefined) return { want: 'point', target: winner, why: 'the greatest that is old enough' };
  const why = 'its target was written again, and nothing is old enough yet';
  if (readRecord(current)?.pin === undefined) return { want: 'nothing', action: 'kept', why };
  const { lastModified, headers } = target;
  const same = { key: current.target, value: undefined, lastModified, identity: identityOf(target), headers };
  return { want: 'point', target: same, why: 'nothing is old enough yet, so it stays where it was pinned' };
}

/** An alias that went with its target has to stay away. */
function* withTombstone(task: AliasTask, decision: Decision & { readonly target: Target }): Protocol<Decision> {
  if (yield* mayReturn(task, decision.target)) return decision;
  return { want: 'nothing', action: 'kept', why: 'it was removed with its target, and nothing newer came' };
}

/** The alias is the version that we wrote, and that does not lie on its base. */
function* leftBroken(
  task: AliasTask,
  current: SymlinkFound | ObjectInstead | NotFound,
  wrote: string | undefined,
): Protocol<boolean> {
  if (current.found !== 'symlink' || wrote === undefined || wrote === 'null' || current.versionId !== wrote)
    return false;
  const [head, below] = versionsOf(task, yield* ask(newestVersions(task)));
  return head?.versionId === wrote && !liesOnItsBase(current, below);
}
