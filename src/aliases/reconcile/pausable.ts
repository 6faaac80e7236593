import type { Outcome } from '../model/outcome.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AliasTask } from '../model/task.ts';
import { findWinner } from './find-winner.ts';
import type { WinnerFinder } from './reconcile-round.ts';

/**
 * A protocol of one alias that stops before each listing of the candidates. So aliases whose candidates have the
 * same prefix can share a listing: the caller runs each of them until it stops, lists once, and resumes them.
 */
export type Pausable = Protocol<Pause>;

/** Where a {@link Pausable} stops: at its end, or before a listing. */
export type Pause = { readonly kind: 'done'; readonly outcome: Outcome } | NeedsListing;

/** The protocol has read the alias, and needs its winner. */
export interface NeedsListing {
  readonly kind: 'needs-listing';
  /** It may have written the alias, and must look again. */
  readonly hasWritten: boolean;
  /** The outcome if the alias is left as it is, because there is no time to list. */
  readonly left: Outcome;
  /** @param find finds the winner. It must use a listing that began after the protocol stopped. */
  resume(find: WinnerFinder): Pausable;
}

/** Runs a protocol to its end. Each time it stops, lists the candidates for this alias alone. */
export function* runAlone(task: AliasTask, protocol: Pausable): Protocol<Outcome> {
  let pause = yield* protocol;
  while (pause.kind !== 'done') pause = yield* pause.resume(() => findWinner(task));
  return pause.outcome;
}

/** The protocol with another outcome. */
export function* withOutcome(protocol: Pausable, change: (outcome: Outcome) => Outcome): Pausable {
  const pause = yield* protocol;
  return pause.kind === 'done'
    ? { ...pause, outcome: change(pause.outcome) }
    : { ...pause, left: change(pause.left), resume: (find) => withOutcome(pause.resume(find), change) };
}
