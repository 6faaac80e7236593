import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';
import type { Began, Running } from './progress.ts';

type Answered = readonly (readonly StoreResponse[])[];
type Next = readonly StoreRequest[] | 'done' | 'gave up';

/** Handlers that were taken for one because they should remember the same: some of their pasts, and where each led. */
interface Merged {
  readonly began: Began;
  readonly pasts: Answered[];
  readonly futures: { readonly since: Answered; readonly next: string }[];
}

/** More pasts than this are taken to be like these. */
const PASTS = 4;

/**
 * Proves on the spot that what `handler-memory.ts` says is forgotten is forgotten: of handlers that were taken for one,
 * several different pasts are replayed into every future that any of them is walked into, and must ask the same.
 */
export function createMergeCheck(replay: (began: Began, answered: Answered) => Next) {
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
    /** A handler came to a point where it should have forgotten its past. */
    merged: (running: Running): void => {
      const one = all.get(nameOf(running)) ?? { began: running, pasts: [], futures: [] };
      all.set(nameOf(running), one);
      const past = running.answered;
      if (one.pasts.length >= PASTS || one.pasts.some((other) => JSON.stringify(other) === JSON.stringify(past)))
        return;
      one.pasts.push(past);
      for (const future of one.futures) compare(one, past, future);
    },
    /** What a handler asks next, after the answers that it has had since. */
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
