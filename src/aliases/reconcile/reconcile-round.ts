import type { NotFound, ObjectInstead, SymlinkFound } from '../../stores/store-response.ts';
import { readRecord } from '../model/alias-record.ts';
import { isUnpin } from '../model/cause.ts';
import { type Outcome, REFUSED } from '../model/outcome.ts';
import { ask, type Protocol } from '../model/protocol.ts';
import type { AliasTask } from '../model/task.ts';
import { isBasedOn, newestVersions, ownVersions } from '../model/version-chain.ts';
import { confirmedPin, findLostPin } from '../pins/lost-pin.ts';
import { pinnedOutcome } from '../pins/pinned.ts';
import { decide } from './decide.ts';
import { type WinnerLookup, withFallback } from './find-winner.ts';
import { refineDecision } from './refine-decision.ts';
import { writeAlias } from './write-alias.ts';

/** What one handler knows of an alias from its rounds so far. */
export interface RoundState {
  /** What it pointed at when it was first read. */
  first?: string | null;
  last?: Pick<Outcome, 'action' | 'why' | 'overruled'>;
  /** The version id of the alias that it wrote last. */
  wrote?: string;
  /** What it read there last, in words that tell it from all else. */
  read?: string;
}

/** Who wins, asked after the alias was read; `unknown`: nobody can say, so look again. */
export type WinnerFinder = () => Protocol<WinnerLookup | 'unknown'>;

/**
 * One round: read the alias, find its winner, write if they differ. The outcome where there was nothing to do; undefined
 * where there was, so that the caller must look again.
 *
 * @param rounds is kept up to date.
 */
export function* reconcileRound(
  task: AliasTask,
  rounds: RoundState,
  find: WinnerFinder,
): Protocol<Outcome | undefined> {
  // The alias is read before the listing: its version becomes `base`, which must not be newer than what was listed.
  const current = yield* ask({ operation: 'GetSymlink', key: task.alias });
  if (current.found === 'object' && task.rule.onConflict === 'refuse') return REFUSED;
  const to = current.found === 'symlink' ? current.target : null;
  const { from, isAsBefore } = noteRead(rounds, current, to);
  const pin = current.found === 'symlink' ? yield* confirmedPin(task, current) : undefined;
  if (current.found === 'symlink' && pin !== undefined) {
    const target = yield* ask({ operation: 'HeadObject', key: current.target });
    return { ...pinnedOutcome(current, pin, target.found !== 'object'), from };
  }
  const found = yield* find();
  if (found === 'unknown') return undefined;
  const winner = yield* withFallback(task, current, found.winner);
  const all = { ...found, winner };
  const decision = yield* refineDecision(task, current, all, decide(task, current, all));
  const contested = decision.want !== 'nothing' && overrulesAnother(task, current);
  // The sweep, which takes over then, also looks for a lost pin.
  if (contested && task.mayOverrule === false) return { ...gaveUp, ...rounds.last, from, to };
  const lost = current.found === 'object' ? undefined : yield* unseenPin(task, current);
  if (lost !== undefined) return yield* restore(task, current, lost);
  const overruled = contested || rounds.last?.overruled ? { overruled: true as const } : {};
  if (decision.want === 'delete' && found.listedBefore && !isAsBefore) return undefined;
  if (decision.want === 'delete' && current.found === 'symlink' && (yield* lifts(task, current))) return undefined;
  if (decision.want === 'delete') {
    yield* ask({ operation: 'DeleteObject', key: task.alias });
    rounds.last = { action: 'removed', why: decision.why, ...overruled };
  } else if (decision.want !== 'nothing') {
    const answer = yield* writeAlias(task, current, decision.target);
    if (!answer.written) return undefined;
    rounds.last = { action: 'pointed', why: decision.why, ...overruled };
    if (answer.versionId !== undefined) rounds.wrote = answer.versionId;
  } else if (winner !== undefined && (yield* leftBroken(task, current, rounds.wrote))) {
    const answer = yield* writeAlias(task, current, winner);
    if (answer.written && answer.versionId !== undefined) rounds.wrote = answer.versionId;
  } else {
    return { action: decision.action, why: decision.why, ...rounds.last, from, to };
  }
  return undefined;
}

/**
 * Notes what was read, and tells whether it was the same in the round before. If not, somebody may have moved the alias
 * since the listing, where that is older: only a listing after the read can say that it has to go.
 */
function noteRead(rounds: RoundState, current: SymlinkFound | ObjectInstead | NotFound, to: string | null) {
  const before = rounds.read;
  rounds.read = JSON.stringify(current);
  if (rounds.first === undefined) rounds.first = to;
  return { from: rounds.first, isAsBefore: before === rounds.read };
}

const gaveUp = {
  action: 'yielded' as const,
  why: 'another program keeps writing this alias and was overruled too often; it is left to the sweep. Find that program, or take the alias out of the rules',
};

/** A pin that was written over unseen. Where no versions are kept, nothing tells of it. */
function* unseenPin(task: AliasTask, current: SymlinkFound | NotFound): Protocol<SymlinkFound | undefined> {
  if (current.versionId === undefined || current.versionId === 'null') return undefined;
  return yield* findLostPin(task, current);
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
): Protocol<undefined> {
  const lifting = isUnpin(task.cause);
  const link = lifting && current.found === 'symlink' && readRecord(current) !== undefined ? current : lost;
  const record = readRecord(link);
  if (record === undefined) return undefined;
  const target = { key: link.target, identity: record.identity, headers: link.headers };
  yield* writeAlias(task, current, target, lifting ? {} : { pin: record.pin });
  return undefined;
}

/** The alias is the version that we wrote, and that does not lie on its base. Only who takes the fast path asks. */
function* leftBroken(
  task: AliasTask,
  current: SymlinkFound | ObjectInstead | NotFound,
  wrote: string | undefined,
): Protocol<boolean> {
  if (task.rule.release !== undefined || current.found !== 'symlink') return false;
  if (wrote === undefined || wrote === 'null' || current.versionId !== wrote) return false;
  const [head, below] = ownVersions(task, yield* ask(newestVersions(task)));
  return head?.versionId === wrote && !isBasedOn(current, below);
}

/** Somebody else wrote what stands at the alias, or took it away: to write now is to overrule him. */
export function overrulesAnother(task: AliasTask, current: SymlinkFound | ObjectInstead | NotFound): boolean {
  if (current.found === 'none') return task.cause.kind === 'change' && task.cause.key === task.alias;
  if (current.found === 'object') return true;
  const record = readRecord(current);
  return record?.rule !== task.rule.name || record.form !== task.template.digest;
}
