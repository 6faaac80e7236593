import type { KeyChange } from '../../../src/handlers/handle-changes.ts';
import type { Invocation } from '../../../src/local/queue/invocation.ts';

/** What one handler is to do: see to changes, or sweep. */
export interface Delivery {
  readonly name: string;
  readonly changes: readonly KeyChange[] | 'sweep';
  readonly invocation: Invocation;
  /** It was caused by a handler's own write, or is a repetition. */
  readonly idle: boolean;
}

export interface Look {
  readonly step: number;
  readonly found: string;
}

/** A handler at work. */
export interface Run {
  readonly delivery: Delivery;
  /** Requests take from 0 to so many milliseconds. */
  readonly pace: number;
  /** By alias key, what each look at it found, and the step of it. */
  readonly looks: Map<string, readonly Look[]>;
  alive: boolean;
  tokenExpired: boolean;
  requests: number;
  writes: number;
}

export const beginRun = (delivery: Delivery, pace: number): Run => ({
  ...{ delivery, pace, looks: new Map(), alive: true, tokenExpired: false },
  ...{ requests: 0, writes: 0 },
});
