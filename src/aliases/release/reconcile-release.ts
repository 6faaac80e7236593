import { defined } from '../../defined.ts';
import { aliasRefusal } from '../../rules/match/match-key.ts';
import type { Release, ReleaseChoice } from '../../rules/release-choice.ts';
import type { Outcome } from '../model/outcome.ts';
import { type Protocol, runInChunks } from '../model/protocol.ts';
import type { AliasTask, ReleaseTask } from '../model/task.ts';
import { isMoveAllowed, PROTECTED } from '../pins/protected-alias.ts';
import { ofRelease, readTarget, stillQualifies } from '../reconcile/find-winner.ts';
import { MAX_ROUNDS, unsettledError } from '../reconcile/reconcile.ts';
import { type RoundState, reconcileRound, type WinnerFinder } from '../reconcile/reconcile-round.ts';
import { listRelease, type ReleaseSnapshot } from './list-release.ts';
import { writeOrder } from './write-order.ts';

/** The outcome for each alias of a group. */
export interface ReleaseOutcome {
  /** The release that the group should show. Undefined if there is none, or if the rule is protected. */
  readonly release: Release | undefined;
  /** A greater release, which is withdrawn. */
  readonly withdrawn?: Release | undefined;
  /** By alias, for each alias that was checked. Aliases that this handler deleted are included. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

/**
 * Makes the aliases of a group show the greatest complete release. Each pass lists the group and runs one round for
 * each alias, in the order of {@link writeOrder}. The passes repeat until one changes nothing.
 *
 * The store writes one link at a time. During a move, readers see some aliases at the old release and some at the new
 * one. An alias that is in both releases is never missing.
 *
 * Where each alias should point depends only on the rules and the objects, so concurrent handlers want the same. The
 * last writer of each alias looks again after its write, as in `reconcile`.
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
    const listed = wasRight ? ownAliases(task, snapshot) : snapshot.aliases;
    const aliases = new Set([...listed, ...changedAliases(task), ...known.keys()]);
    const outcomes = yield* reconcileMembers(task, known, choice, aliases);
    // An alias was written, or a file changed since the listing.
    if (outcomes.size < aliases.size) continue;
    if (!wasRight) remember(task, snapshot, outcomes);
    return { release: choice.chosen, withdrawn: choice.withdrawn, outcomes: withUnread(outcomes, snapshot) };
  }
  throw unsettledError(task.group.name, rounds);
}

function withUnread(outcomes: ReadonlyMap<string, Outcome>, { unread }: ReleaseSnapshot): ReadonlyMap<string, Outcome> {
  if (unread.size === 0) return outcomes;
  return new Map(
    [...outcomes].map(([alias, outcome]) => [alias, { ...outcome, ...defined({ unread: unread.get(alias) }) }]),
  );
}

/**
 * Whether the listing has not changed since every alias was last found right. Then only the aliases of the events' keys
 * are read. The listing cannot replace that read: if the same bytes are uploaded again within a second, the object has
 * a new version id, but looks the same in a listing.
 */
function isAsItWas({ keys, cause, memory }: ReleaseTask, { fingerprint }: ReleaseSnapshot): boolean {
  return keys !== undefined && cause.kind === 'change' && memory?.recall() === fingerprint;
}

/** The aliases whose key, or whose file in the release, is the key of an event. */
function ownAliases({ keys = [] }: ReleaseTask, { choice: { chosen }, aliases }: ReleaseSnapshot): readonly string[] {
  return aliases.filter((alias) => keys.includes(alias) || keys.includes(chosen?.members.get(alias)?.key ?? alias));
}

/**
 * The aliases of the group that the events name. Such an alias is read even if the listing has no link at its key: if it was
 * deleted, it may have had a pin, which only its versions show.
 */
function changedAliases({ keys = [], template, group, ruleSet }: ReleaseTask): readonly string[] {
  return keys.filter(
    (key) =>
      template.grouping?.groupOfAlias(key)?.name === group.name && aliasRefusal(ruleSet, template, key) === undefined,
  );
}

/**
 * The outcomes that depend only on what the fingerprint contains. `pinned` also depends on the clock, and `kept` on an
 * archived or young target, or on the fallback.
 */
const STABLE: ReadonlySet<Outcome['action']> = new Set(['unchanged', 'pointed', 'removed']);

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

/** Whether the group is protected, and no command named one of its aliases. */
export function isReleaseProtected(task: ReleaseTask): boolean {
  return !isMoveAllowed({ ...task, alias: namedAlias(task) });
}

function protectedRelease({ group }: ReleaseTask): ReleaseOutcome {
  return {
    release: undefined,
    outcomes: new Map([[group.name, PROTECTED]]),
  };
}

/**
 * The alias of this group that `apply` named. If it named none, the name of the group, so that `isMoveAllowed` finds no
 * match.
 */
function namedAlias({ template, group, cause }: ReleaseTask): string {
  const named = cause.kind === 'apply' ? cause.key : undefined;
  return named !== undefined && template.grouping?.groupOfAlias(named)?.name === group.name ? named : group.name;
}

/**
 * Runs one pass: one round for each alias. Returns the outcomes of the aliases that are done. An alias that was written
 * has no outcome until the next pass has read it.
 */
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
    // A file of the release changed since the listing. The group must be listed again before more of its aliases move.
    if (isStale) return new Map();
  }
  return outcomes;
}

/** The task of one alias of the group. */
export function memberTask(task: ReleaseTask, alias: string): AliasTask {
  const { rule, template, prefix, cause, now, capabilities, mayOverrule, maxRounds } = task;
  return { rule, template, alias, prefix, cause, now, capabilities, ...defined({ mayOverrule, maxRounds }) };
}

/**
 * Finds the winner of one alias in the chosen release, and reads it again. Calls `onStale` if that file changed since
 * the listing.
 */
function memberFinder(task: AliasTask, release: ReleaseChoice, onStale: () => void): WinnerFinder {
  return function* () {
    const candidate = release.chosen?.members.get(task.alias);
    const listing = { ...ofRelease(release, task.alias), listedBefore: true as const };
    if (candidate === undefined) return { winner: undefined, ...listing };
    const winner = yield* readTarget(candidate);
    if (winner !== undefined && stillQualifies(task, winner, candidate)) return { winner, ...listing };
    onStale();
    return 'unknown';
  };
}
