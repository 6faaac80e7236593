import { defined } from '../../defined.ts';
import type { ContentHeaders } from '../../stores/object-attributes.ts';
import type { KeyExists, NotFound, SymlinkFound, WriteResult } from '../../stores/store-response.ts';
import { greatestWithdrawn } from '../look/greatest-withdrawn.ts';
import type { AliasObject } from '../model/alias-record.ts';
import { hasHeadersOf, isByTemplate, putRemoval, readRecord } from '../model/alias-record.ts';
import { causeText, isUnpin } from '../model/cause.ts';
import { type Outcome, REFUSED } from '../model/outcome.ts';
import type { Pin } from '../model/pin.ts';
import { ask, askAll, type Protocol } from '../model/protocol.ts';
import { isVersionId } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';
import { isBasedOn, newestVersions, ownVersions } from '../model/version-chain.ts';
import { carriedPin, pinnedOutcome } from '../pins/active-pin.ts';
import { confirmedPin, findLostPin } from '../pins/lost-pin.ts';
import { type Decision, decide } from './decide.ts';
import { type WinnerLookup, withFallback } from './find-winner.ts';
import { isMarker, markerRequests } from './look-for-marker.ts';
import { refineDecision } from './refine-decision.ts';
import { writeAlias, writeLinkAgain } from './write-alias.ts';

/** What one handler remembers about an alias from its earlier rounds. */
export interface RoundState {
  /** The target at the first read, or null if there was no link. */
  readonly first?: string | null;
  /** What the handler wrote last. */
  readonly last?: Pick<Outcome, 'action' | 'why' | 'overruled'>;
  /** The version id of the alias that the handler wrote last. */
  readonly wrote?: string;
  /** The link that the handler removed last. */
  readonly removed?: SymlinkFound;
  /** What the last round read at the alias, as JSON. */
  readonly read?: string;
}

/** The end of a round. `again`: the round wrote, or what it read is outdated, so the caller must run another one. */
export type Round =
  | { readonly kind: 'done'; readonly outcome: Outcome; readonly state: RoundState }
  | { readonly kind: 'again'; readonly state: RoundState };

/** Finds the winner after the alias was read. `unknown`: the objects changed since the listing, so list again. */
export type WinnerFinder = () => Protocol<WinnerLookup | 'unknown'>;

/** A round that has read the alias. `finish` finds the winner, decides, and writes if the alias is not what it should be. */
export interface OpenRound {
  readonly kind: 'open';
  /** The target at the handler's first read, and the target now. */
  readonly from: string | null;
  readonly to: string | null;
  finish(find: WinnerFinder): Protocol<Round>;
}

/** Runs one round: read the alias, find its winner, decide, and write if the alias is not what it should be. */
export function* reconcileRound(task: AliasTask, before: RoundState, find: WinnerFinder): Protocol<Round> {
  const round = yield* openRound(task, before);
  return round.kind === 'open' ? yield* round.finish(find) : round;
}

/** Reads the alias. The round is over if the alias is a real object or pinned. */
export function* openRound(task: AliasTask, before: RoundState): Protocol<OpenRound | Round> {
  // An alias that moves alone is read before `find` lists. The version that is read here becomes `base`, and a base
  // newer than the listing would hide a lost update. A release was listed earlier; `listedBefore` makes that safe.
  const current = yield* ask({ operation: 'GetSymlink', key: task.alias });
  if (current.found === 'object' && task.rule.onConflict === 'refuse') return done(before, REFUSED);
  const read = readingOf(before, current);
  const { state, from } = read;
  const pin = current.found === 'symlink' ? yield* confirmedPin(task, current) : undefined;
  if (current.found === 'symlink' && pin !== undefined) {
    const [target, marker] = yield* askAll(
      { operation: 'HeadObject', key: current.target },
      ...markerRequests(task, current.target),
    );
    if (target.found === 'object' && (yield* renewHeaders(task, current, target.headers, pin)))
      return { kind: 'again', state };
    const seen = target.found !== 'object' ? 'gone' : isMarker(marker) ? 'withdrawn' : 'there';
    return done(state, { ...pinnedOutcome(current, pin, seen), from });
  }
  return { kind: 'open', from, to: read.to, finish: (find) => finishRound(task, read, find) };
}

function* finishRound(task: AliasTask, read: Reading, find: WinnerFinder): Protocol<Round> {
  const { current, state, from, to } = read;
  const lookup = yield* find();
  if (lookup === 'unknown') return { kind: 'again', state };
  const found = yield* withFallback(task, current, lookup);
  const decision = yield* refineDecision(task, current, found, decide(task, current, found), state.removed);
  const isOverruling = decision.want !== 'nothing' && overrulesAnother(task, current);
  // Stops without a search for a lost pin. The sweep does that search.
  if (isOverruling && task.mayOverrule === false) return done(state, { ...YIELDED, ...state.last, from, to });
  const lost = current.found === 'object' ? undefined : yield* overwrittenPin(task, current);
  if (lost !== undefined) {
    yield* restorePin(task, current, lost);
    return { kind: 'again', state };
  }
  return yield* act(task, read, found, decision, isOverruling);
}

/**
 * Writes a pinned alias again if it was written under another header policy. Returns whether it wrote. A person who unpins
 * the alias at the same moment outranks this write, as with a restored pin. Without versions nothing would show that, so
 * there only a person writes a pinned alias.
 */
function* renewHeaders(task: AliasTask, current: SymlinkFound, headers: ContentHeaders, pin: Pin): Protocol<boolean> {
  const record = readRecord(current);
  if (record === undefined || hasHeadersOf(task, record) || !isVersionId(current.versionId)) return false;
  yield* writeAlias(
    task,
    current,
    { key: current.target, identity: record.identity, headers },
    { pin: carriedPin(current, pin) },
  );
  return true;
}

/** What a round read at the alias. */
interface Reading {
  readonly current: AliasObject;
  readonly state: RoundState;
  /** The target at the handler's first read, and the target now. */
  readonly from: string | null;
  readonly to: string | null;
  /** The alias is the same as in the round before. */
  readonly isSame: boolean;
}

function readingOf(before: RoundState, current: AliasObject): Reading {
  const to = current.found === 'symlink' ? current.target : null;
  const { first: from = to } = before;
  const read = JSON.stringify(current);
  return { current, state: { ...before, first: from, read }, from, to, isSame: before.read === read };
}

function done(state: RoundState, outcome: Outcome): Round {
  return { kind: 'done', outcome, state };
}

function* act(
  task: AliasTask,
  { current, state, from, to, isSame }: Reading,
  found: WinnerLookup,
  decision: Decision,
  isOverruling: boolean,
): Protocol<Round> {
  const { why } = decision;
  const { winner, listedBefore, unread } = found;
  const overruled = isOverruling || state.last?.overruled ? { overruled: true as const } : {};
  if (decision.want === 'delete') {
    // Another handler may have written the alias from a newer listing. So list again: the next listing is newer than this
    // read of the alias.
    if (listedBefore && !isSame) return { kind: 'again', state };
    const removed = current.found === 'symlink' ? current : undefined;
    if (removed !== undefined) yield* recordRemoval(task, removed);
    yield* ask({ operation: 'DeleteObject', key: task.alias });
    return {
      kind: 'again',
      state: { ...state, ...defined({ removed }), last: { action: 'removed', why, ...overruled } },
    };
  }
  if (decision.want !== 'nothing') {
    const answer = yield* writeAlias(task, current, decision.target);
    if (!answer.written) return { kind: 'again', state };
    return { kind: 'again', state: { ...state, ...wrote(answer), last: { action: 'pointed', why, ...overruled } } };
  }
  if (winner !== undefined && (yield* isOwnBaseWrong(task, current, state.wrote))) {
    const answer = yield* writeAlias(task, current, winner);
    return { kind: 'again', state: { ...state, ...wrote(answer) } };
  }
  const withdrawn = greatestWithdrawn(task.rule, found);
  return done(state, { action: decision.action, why, ...state.last, from, to, ...defined({ unread, withdrawn }) });
}

function wrote(answer: WriteResult | KeyExists): Pick<RoundState, 'wrote'> {
  return answer.written && answer.versionId !== undefined ? { wrote: answer.versionId } : {};
}

const YIELDED = {
  action: 'yielded' as const,
  why: 'another program keeps writing this alias and was overruled too often; it is left to the sweep. Find that program, or take the alias out of the rules',
};

/** The lost pin, if there is one. A bucket without versions keeps no trace of it. */
function* overwrittenPin(task: AliasTask, current: SymlinkFound | NotFound): Protocol<SymlinkFound | undefined> {
  return isVersionId(current.versionId) ? yield* findLostPin(task, current) : undefined;
}

/**
 * Called directly before an alias is deleted. Writes the link once more, with the mark that it is deleted, who caused that
 * and why. A delete marker cannot carry them. A bucket without versions would not keep this version.
 *
 * If the handler dies before the deletion, the mark makes the next event or sweep decide again ({@link isRight}).
 */
function* recordRemoval(task: AliasTask, current: SymlinkFound): Protocol<void> {
  const { cause } = task;
  if (!isVersionId(current.versionId) || readRecord(current) === undefined) return;
  yield* ask(putRemoval(task, current, { why: causeText(cause), actor: cause.actor, isUnpin: isUnpin(cause) }));
}

/**
 * Writes the lost pin again. If the task unpins the alias, writes a link with the mark of a dropped pin instead: the
 * current link if it is ours, otherwise the link of the lost pin.
 */
function* restorePin(task: AliasTask, current: AliasObject, lost: SymlinkFound): Protocol<void> {
  const isUnpinning = isUnpin(task.cause);
  const link = isUnpinning && current.found === 'symlink' && readRecord(current) !== undefined ? current : lost;
  const record = readRecord(link);
  if (record === undefined) return;
  yield* writeLinkAgain(
    task,
    current,
    link,
    record,
    isUnpinning || record.pin === undefined ? {} : { pin: carriedPin(link, record.pin) },
  );
}

/**
 * Whether this handler wrote the newest version of the alias, and its base is not the version below. If it stayed so,
 * every later `applyChange` would have to list. Groups do not use `applyChange`, so the answer for them is no.
 */
function* isOwnBaseWrong(task: AliasTask, current: AliasObject, own: string | undefined): Protocol<boolean> {
  if (task.rule.release !== undefined || current.found !== 'symlink') return false;
  if (!isVersionId(own) || current.versionId !== own) return false;
  const [head, below] = ownVersions(task, yield* ask(newestVersions(task)));
  return head?.versionId === own && !isBasedOn(current, below);
}

/**
 * Whether a write would undo what another program wrote or deleted at the alias. A link that was written under other
 * rules counts as written by another program.
 */
export function overrulesAnother(task: AliasTask, current: AliasObject): boolean {
  if (current.found === 'none') return task.cause.kind === 'change' && task.cause.key === task.alias;
  if (current.found === 'object') return true;
  const record = readRecord(current);
  return record === undefined || !isByTemplate(task, record);
}
