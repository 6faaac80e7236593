import type { MemoryStore } from '../../../src/stores/memory/memory-store.ts';

/** An event, as far as anybody may believe it. */
export interface Happening {
  readonly event: string;
  readonly key: string;
}

/** One thing that somebody does to the bucket. Returns the events that it raises. */
export interface Operation {
  readonly name: string;
  readonly do: (store: MemoryStore, nth: number) => readonly Happening[];
  /** What time it is from then on. */
  readonly moment?: Moment;
}

/** Hours since the beginning. Within one, no clock moves: nothing may hang on it. */
export type Moment = 0 | 1;
