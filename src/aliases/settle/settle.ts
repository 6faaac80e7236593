import { AutoaliasError } from '../../autoalias-error.ts';
import { tellsOfRemoval } from '../model/cause.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AliasTask } from '../model/task.ts';
import { held, lookAtHeld, mayMove } from '../pins/pinned.ts';
import { findWinner } from './find-winner.ts';
import { type Rounds, settleOnce } from './settle-once.ts';

/** Two honest handlers agree after a few rounds; more means that somebody else keeps writing. */
export const ROUNDS = 16;

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
  if (!mayMove(task)) return tellsOfRemoval(task.cause) ? yield* lookAtHeld(task) : held;
  const known: Rounds = mine === undefined ? {} : { wrote: mine };
  const { rounds = ROUNDS } = task;
  for (let round = 0; round < rounds; round++) {
    const outcome = yield* settleOnce(task, known, () => findWinner(task));
    if (outcome !== undefined) return outcome;
  }
  throw unsettled(task.alias, rounds);
}

/** @param alias the alias, or the group of aliases. */
export function unsettled(alias: string, rounds: number): AutoaliasError {
  return new AutoaliasError(
    'alias-unsettled',
    `${alias} was written by somebody else in each of ${rounds} rounds; it is left to the next event or sweep. Look for another program that writes it`,
  );
}
