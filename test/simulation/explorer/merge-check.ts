import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';
import type { HandlerStart, Running } from './progress.ts';

type Answered = readonly (readonly StoreResponse[])[];
type Next = readonly StoreRequest[] | 'done' | 'gave up';

/** Handlers that were merged because of equal memory: some of their pasts, and the requests that followed. */
interface Merged {
  readonly began: HandlerStart;
  readonly pasts: Answered[];
  readonly futures: { readonly since: Answered; readonly next: string }[];
}

/** The number of different pasts that are checked for each memory. */
const PASTS = 4;

/**
 * Checks at run time that `handler-memory.ts` drops only irrelevant answers. When a merged handler receives further
 * answers, they are replayed after several different pasts. The next requests must be the same each time.
 */
export function createMergeCheck(replay: (began: HandlerStart, answered: Answered) => Next) {
  const all = new Map<string, Merged>();
  const nameOf = ({ event, moment, memory }: Running): string => `${moment} ${event.event} ${event.key} ${memory.text}`;
  const compare = ({ began, futures }: Merged, past: Answered, future: Merged['futures'][number]): void => {
    const other = JSON.stringify(replay(began, [...past, ...future.since]));
    if (other === future.next) return;
    throw new TypeError(
      `two handlers of ${began.event.event} ${began.event.key} were merged, but differ: after the same answers (${futures.length}) one sends ${future.next}, the other ${other}`,
    );
  };
  return {
    /** Call when a handler reaches a point where its past should no longer matter. */
    merged: (running: Running): void => {
      const one = all.get(nameOf(running)) ?? { began: running, pasts: [], futures: [] };
      all.set(nameOf(running), one);
      const past = running.answered;
      if (one.pasts.length >= PASTS || one.pasts.some((other) => JSON.stringify(other) === JSON.stringify(past)))
        return;
      one.pasts.push(past);
      for (const future of one.futures) compare(one, past, future);
    },
    /** Call with the next requests of a handler, after further answers. */
    continued: (running: Running, next: Next): void => {
      const one = all.get(nameOf(running));
      if (one === undefined) return;
      const since = running.answered.slice(running.answered.length - running.memory.since.length);
      const future = { since, next: JSON.stringify(next) };
      one.futures.push(future);
      for (const past of one.pasts) compare(one, past, future);
    },
  };
}
