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
  /** The time from this operation on. */
  readonly moment?: Moment;
}

/** Hours since the start. The clock moves only by whole hours, because no result may depend on smaller steps. */
export type Moment = 0 | 1;
