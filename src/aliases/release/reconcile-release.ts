import { defined } from '../../defined.ts';
import type { Release, ReleaseChoice } from '../../rules/match/release-survey.ts';
import type { Outcome } from '../model/outcome.ts';
import { type Protocol, runInChunks } from '../model/protocol.ts';
import type { AliasTask, ReleaseTask } from '../model/task.ts';
import { isMoveAllowed, PROTECTED } from '../pins/protected-alias.ts';
import { readTarget, stillQualifies } from '../reconcile/find-winner.ts';
import { MAX_ROUNDS, unsettledError } from '../reconcile/reconcile.ts';
import { type RoundState, reconcileRound, type WinnerFinder } from '../reconcile/reconcile-round.ts';
import { listRelease, type ReleaseSnapshot } from './list-release.ts';
import { writeOrder } from './write-order.ts';

/** The outcome for each alias of a group. */
export interface ReleaseOutcome {
  /** The release that the aliases show now. Undefined if no release is complete. */
  readonly release: Release | undefined;
  /** By alias, for each alias that was checked, including those that were just deleted. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

/**
 * Makes the aliases of a group show the greatest complete release. Each pass lists the group and runs one round for
 * each alias, in the order of {@link writeOrder}. The passes repeat until one changes nothing.
 *
 * No two links can be written in one instant, so readers may see both releases in between. An alias that both releases
 * have is never missing. Where each alias points depends only on the rules and the objects, so two handlers agree, and
 * the last writer of each alias looks again after its write.
 *
 * @throws AutoaliasError `alias-unsettled` if others keep writing, or files keep vanishing
 */
export function* reconcileRelease(task: ReleaseTask): Protocol<ReleaseOutcome> {
  if (isReleaseProtected(task)) return protectedRelease(task);
  const known = new Map<string, RoundState>();
  const { maxRounds: rounds = MAX_ROUNDS } = task;
  for (let round = 0; round < rounds; round++) {
    const snapshot = yield* listRelease(task);
    const { choice } = snapshot;
    const wasRight = round === 0 && isAsItWas(task, snapshot);
    const aliases = new Set([...(wasRight ? ownAliases(task, snapshot) : snapshot.aliases), ...known.keys()]);
    const outcomes = yield* reconcileMembers(task, known, choice, aliases);
    if (outcomes.size < aliases.size) continue;
    if (!wasRight) remember(task, snapshot, outcomes);
    return { release: choice.chosen, outcomes };
  }
  throw unsettledError(task.group.name, rounds);
}

/**
 * Whether the listing is the one in which every alias was last right. If so, only the aliases of the events' keys are
 * read. They must still be read: an object that was written again with the same bytes in the same second has a new
 * version, which no listing shows.
 */
function isAsItWas({ keys, cause, memory }: ReleaseTask, { fingerprint }: ReleaseSnapshot): boolean {
  return keys !== undefined && cause.kind === 'change' && memory?.recall() === fingerprint;
}

function ownAliases({ keys = [] }: ReleaseTask, { choice: { chosen }, aliases }: ReleaseSnapshot): readonly string[] {
  return aliases.filter((alias) => keys.includes(alias) || keys.includes(chosen?.members.get(alias)?.key ?? alias));
}

/** The outcomes that depend on the listing alone, and not on the clock or a pin. */
const STABLE: ReadonlySet<Outcome['action']> = new Set(['unchanged', 'pointed', 'removed', 'kept']);

/** Milliseconds. Times are whole seconds, so a link can be written again within its second and look the same. */
const SECOND = 1000;

function remember(
  { memory, now }: ReleaseTask,
  { fingerprint, newestLink }: ReleaseSnapshot,
  outcomes: ReadonlyMap<string, Outcome>,
): void {
  const isStable = [...outcomes.values()].every(({ action }) => STABLE.has(action));
  if (isStable && newestLink + SECOND <= now) memory?.keep(fingerprint);
}

/** Whether the group is protected, and the cause does not name one of its aliases. */
export function isReleaseProtected(task: ReleaseTask): boolean {
  return !isMoveAllowed({ ...task, alias: namedAlias(task) });
}

function protectedRelease({ group }: ReleaseTask): ReleaseOutcome {
  return {
    release: undefined,
    outcomes: new Map([[group.name, PROTECTED]]),
  };
}

/** The alias of this group that a command named. If none did, the name of the group, which no command can name. */
function namedAlias({ template, group, cause }: ReleaseTask): string {
  const named = cause.kind === 'apply' ? cause.key : undefined;
  return named !== undefined && template.grouping?.groupOfAlias(named)?.name === group.name ? named : group.name;
}

/** Runs one pass. An alias that was written has no outcome yet. */
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
    // A file of the release changed since the listing. It must be listed again before more aliases move to the release.
    if (isStale) return new Map();
  }
  return outcomes;
}

/** The task of one alias of the group. */
export function memberTask(task: ReleaseTask, alias: string): AliasTask {
  const { rule, template, prefix, cause, now, mayOverrule, maxRounds } = task;
  return { rule, template, alias, prefix, cause, now, ...defined({ mayOverrule, maxRounds }) };
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
