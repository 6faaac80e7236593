import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';
import type { HandlerStart, Running } from './progress.ts';

type Answered = readonly (readonly StoreResponse[])[];
type Next = readonly StoreRequest[] | 'done' | 'gave up';

/** Handlers that were merged because of equal memory: some of their histories, and where each led. */
interface Merged {
  readonly began: HandlerStart;
  readonly pasts: Answered[];
  readonly futures: { readonly since: Answered; readonly next: string }[];
}

/** Further histories are not checked. */
const PASTS = 4;

/**
 * Verifies at run time that `handler-memory.ts` drops only irrelevant answers: for merged handlers, several different
 * histories are replayed into every future that any of them is walked into, and must send the same requests.
 */
export function createMergeCheck(replay: (began: HandlerStart, answered: Answered) => Next) {
  const all = new Map<string, Merged>();
  const nameOf = ({ event, moment, memory }: Running): string => `${moment} ${event.event} ${event.key} ${memory.text}`;
  const compare = ({ began, futures }: Merged, past: Answered, future: Merged['futures'][number]): void => {
    const other = JSON.stringify(replay(began, [...past, ...future.since]));
    if (other === future.next) return;
    throw new TypeError(
      `two handlers of ${began.event.event} ${began.event.key} remember more than was thought: after the same answers (${futures.length}) one does ${future.next}, the other ${other}`,
    );
  };
  return {
    /** Call when a handler reaches a point where its history should no longer matter. */
    merged: (running: Running): void => {
      const one = all.get(nameOf(running)) ?? { began: running, pasts: [], futures: [] };
      all.set(nameOf(running), one);
      const past = running.answered;
      if (one.pasts.length >= PASTS || one.pasts.some((other) => JSON.stringify(other) === JSON.stringify(past)))
        return;
      one.pasts.push(past);
      for (const future of one.futures) compare(one, past, future);
    },
    /** The next requests of a handler, after the answers since then. */
    went: (running: Running, next: Next): void => {
      const one = all.get(nameOf(running));
      if (one === undefined) return;
      const since = running.answered.slice(running.answered.length - running.memory.since.length);
      const future = { since, next: JSON.stringify(next) };
      one.futures.push(future);
      for (const past of one.pasts) compare(one, past, future);
    },
  };
}
