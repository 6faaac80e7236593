import type { MemoryStore } from '../../../src/stores/memory/memory-store.ts';

/** An event: the fields that handlers may rely on. */
export interface RaisedEvent {
  readonly event: string;
  readonly key: string;
}

/** One operation on the bucket. Returns the events that it raises. */
export interface Operation {
  readonly name: string;
  readonly do: (store: MemoryStore, nth: number) => readonly RaisedEvent[];
  /** The time from then on. */
  readonly moment?: Moment;
}

/** Hours since the start. The clock stops within an hour: nothing may depend on it. */
export type Moment = 0 | 1;
