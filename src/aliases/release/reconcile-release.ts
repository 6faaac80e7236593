import type { Release, ReleaseChoice } from '../../rules/match/release-survey.ts';
import type { Outcome } from '../model/outcome.ts';
import { type Protocol, runInChunks } from '../model/protocol.ts';
import type { AliasTask, ReleaseTask } from '../model/task.ts';
import { isMoveAllowed, PROTECTED } from '../pins/pinned.ts';
import { readTarget, stillQualifies } from '../reconcile/find-winner.ts';
import { MAX_ROUNDS, unsettledError } from '../reconcile/reconcile.ts';
import { type RoundState, reconcileRound, type WinnerFinder } from '../reconcile/reconcile-round.ts';
import { listRelease, type ReleaseSnapshot } from './list-release.ts';
import { writeOrder } from './write-order.ts';

/** What became of a group of aliases. */
export interface ReleaseOutcome {
  /** The release that they show now; undefined where none is complete. */
  readonly release: Release | undefined;
  /** Each alias that there is, or was until now. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

/**
 * Makes the aliases of a group right, as one: list, and point them at the greatest release that is complete, step by step
 * in the order of {@link writeOrder}; then look again, until a pass changes nothing. No two links can be written in one
 * instant, so what a reader sees in between is of both releases; but an alias that both have is always there.
 *
 * Each alias hangs on nothing but the rules and the objects, so two handlers at work agree on every one of them, and the
 * last writer of each looks once more after its write. What a dead one left half moved, its event moves when it comes
 * again, or the sweep.
 *
 * @throws AutoaliasError `alias-unsettled` where others keep writing, or files keep vanishing.
 */
export function* reconcileRelease(task: ReleaseTask): Protocol<ReleaseOutcome> {
  if (isReleaseProtected(task)) return protectedRelease(task);
  const known = new Map<string, RoundState>();
  const { maxRounds: rounds = MAX_ROUNDS } = task;
  for (let round = 0; round < rounds; round++) {
    const look = yield* listRelease(task);
    const { choice } = look;
    const wasRight = round === 0 && isAsItWas(task, look);
    const aliases = new Set([...(wasRight ? ownAliases(task, look) : look.aliases), ...known.keys()]);
    const outcomes = yield* reconcileMembers(task, known, choice, aliases);
    if (outcomes.size < aliases.size) continue;
    if (!wasRight) remember(task, look, outcomes);
    return { release: choice.chosen, outcomes };
  }
  throw unsettledError(task.group.name, rounds);
}

/**
 * Every alias was right when the listing was last as it is now. Only what the events are about may have changed since:
 * an object that was written again in the same second, with the same content, has another version.
 */
function isAsItWas({ keys, cause, memory }: ReleaseTask, { fingerprint }: ReleaseSnapshot): boolean {
  return keys !== undefined && cause.kind === 'change' && memory?.recall() === fingerprint;
}

function ownAliases({ keys = [] }: ReleaseTask, { choice: { chosen }, aliases }: ReleaseSnapshot): readonly string[] {
  return aliases.filter((alias) => keys.includes(alias) || keys.includes(chosen?.members.get(alias)?.key ?? alias));
}

/** Of these alone nothing hangs on a time or on anybody's word. */
const SETTLED: ReadonlySet<Outcome['action']> = new Set(['unchanged', 'pointed', 'removed', 'kept']);

/** Times are of whole seconds: a link that was written in this one may be written again, and show the same. */
const SECOND = 1000;

function remember(
  { memory, now }: ReleaseTask,
  { fingerprint, newestLink }: ReleaseSnapshot,
  outcomes: ReadonlyMap<string, Outcome>,
): void {
  const isSettled = [...outcomes.values()].every(({ action }) => SETTLED.has(action));
  if (isSettled && newestLink + SECOND <= now) memory?.keep(fingerprint);
}

/** Whether only a person moves it, and none named any of its aliases. */
export function isReleaseProtected(task: ReleaseTask): boolean {
  return !isMoveAllowed({ ...task, alias: namedAlias(task) });
}

function protectedRelease({ group }: ReleaseTask): ReleaseOutcome {
  return {
    release: undefined,
    outcomes: new Map([[group.name, PROTECTED]]),
  };
}

/** The alias that a person named, if it is of this group; any other text where nobody did. */
function namedAlias({ template, group, cause }: ReleaseTask): string {
  const named = cause.kind === 'apply' ? cause.key : undefined;
  return named !== undefined && template.grouping?.groupOfAlias(named)?.name === group.name ? named : group.name;
}

/** One pass. Of an alias that was written there is no outcome yet. */
function* reconcileMembers(
  task: ReleaseTask,
  known: Map<string, RoundState>,
  choice: ReleaseChoice,
  aliases: ReadonlySet<string>,
): Protocol<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  for (const step of writeOrder(task.rule, choice.chosen, aliases)) {
    let isStale = false;
    const onStale = (): void => {
      isStale = true;
    };
    const rounds = yield* runInChunks(step, function* (alias) {
      const member = memberTask(task, alias);
      const find = memberFinder(member, choice, onStale);
      return [alias, yield* reconcileRound(member, known.get(alias) ?? {}, find)] as const;
    });
    for (const [alias, round] of rounds) {
      known.set(alias, round.state);
      if (round.kind === 'done') outcomes.set(alias, round.outcome);
    }
    // A file of the release is not what was listed: whether it is complete has to be seen before more is moved to it.
    if (isStale) return new Map();
  }
  return outcomes;
}

export function memberTask(
  { group: _, ruleSet: __, keys: ___, memory: ____, ...task }: ReleaseTask,
  alias: string,
): AliasTask {
  return {
    ...task,
    alias,
  };
}

function memberFinder(task: AliasTask, release: ReleaseChoice, onStale: () => void): WinnerFinder {
  return function* () {
    const candidate = release.chosen?.members.get(task.alias);
    if (candidate === undefined) return { winner: undefined, release, listedBefore: true };
    const winner = yield* readTarget(candidate);
    if (winner !== undefined && stillQualifies(task, winner, candidate)) return { winner, release, listedBefore: true };
    onStale();
    return 'unknown';
  };
}
