import { AutoaliasError } from '../../autoalias-error.ts';
import { defined } from '../../defined.ts';
import { leftToSweep, type Outcome } from '../model/outcome.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AliasTask } from '../model/task.ts';
import { isMoveAllowed, leaveProtected } from '../pins/protected-alias.ts';
import { type Pausable, runAlone } from './pausable.ts';
import { openRound, type Round, type RoundState } from './reconcile-round.ts';

/** Concurrent handlers agree after a few rounds. More rounds mean that another program keeps writing the alias. */
export const MAX_ROUNDS = 16;

/**
 * Reconciles an alias in any bucket, by a listing: read the alias, list its candidates, write if the alias does not
 * point at the winner, and repeat until a round changes nothing. The last writer always looks again after its write, so
 * the last write of all is correct.
 *
 * The last writer also repairs the version chain: if the base of its version is not the version below, it writes the
 * same target again. Otherwise every later event would find the chain broken, and `reconcile` would have to list for
 * it.
 *
 * @param mine the version id of the alias that the caller has just written, if it has written one
 * @throws AutoaliasError `alias-unsettled` if others keep writing the alias
 */
export function reconcile(task: AliasTask, mine?: string): Protocol<Outcome> {
  return runAlone(task, beginReconcile(task, mine));
}

/** {@link reconcile}, which stops before each listing. */
export function* beginReconcile(task: AliasTask, mine?: string): Pausable {
  if (!isMoveAllowed(task)) return { kind: 'done', outcome: yield* leaveProtected(task) };
  return yield* runRounds(task, defined({ wrote: mine }), 1);
}

/** @param nth the number of the next round, from 1 */
function* runRounds(task: AliasTask, before: RoundState, nth: number): Pausable {
  const { maxRounds = MAX_ROUNDS } = task;
  if (nth > maxRounds) throw unsettledError(task.alias, maxRounds);
  const round = yield* openRound(task, before);
  if (round.kind !== 'open') return yield* afterRound(task, round, nth);
  return {
    kind: 'needs-listing',
    hasWritten: nth > 1 || before.wrote !== undefined,
    left: leftToSweep(round.from, round.to),
    *resume(find) {
      return yield* afterRound(task, yield* round.finish(find), nth);
    },
  };
}

function* afterRound(task: AliasTask, round: Round, nth: number): Pausable {
  if (round.kind === 'done') return { kind: 'done', outcome: round.outcome };
  return yield* runRounds(task, round.state, nth + 1);
}

/** @param alias the alias, or the name of the group */
export function unsettledError(alias: string, rounds: number): AutoaliasError {
  return new AutoaliasError(
    'alias-unsettled',
    `${alias} or its objects changed in each of ${rounds} rounds; it is left to the next event or sweep. Look for another program that writes it`,
  );
}
