import { AutoaliasError } from '../../autoalias-error.ts';
import { reportsRemoval } from '../model/cause.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AliasTask } from '../model/task.ts';
import { checkProtected, isMoveAllowed, PROTECTED } from '../pins/pinned.ts';
import { findWinner } from './find-winner.ts';
import { type RoundState, reconcileRound } from './reconcile-round.ts';

/** Two honest handlers agree after a few rounds; more means that somebody else keeps writing. */
export const MAX_ROUNDS = 16;

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
export function* reconcile(task: AliasTask, mine?: string): Protocol<Outcome> {
  if (!isMoveAllowed(task)) return reportsRemoval(task.cause) ? yield* checkProtected(task) : PROTECTED;
  const known: RoundState = mine === undefined ? {} : { wrote: mine };
  const { maxRounds: rounds = MAX_ROUNDS } = task;
  for (let round = 0; round < rounds; round++) {
    const outcome = yield* reconcileRound(task, known, () => findWinner(task));
    if (outcome !== undefined) return outcome;
  }
  throw unsettledError(task.alias, rounds);
}

/** @param alias the alias, or the group of aliases. */
export function unsettledError(alias: string, rounds: number): AutoaliasError {
  return new AutoaliasError(
    'alias-unsettled',
    `${alias} was written by somebody else in each of ${rounds} rounds; it is left to the next event or sweep. Look for another program that writes it`,
  );
}
