import type { Decision } from '../decision.ts';

/** One attempt to deliver one event, for the log of deliveries. Merged events are reported one by one. */
export interface Delivery {
  /** Unix milliseconds at its end. */
  readonly time: number;
  /** Request id of the invocation, as in the function's log. */
  readonly requestId: string;
  readonly functionName: string;
  readonly trigger: string;
  readonly eventName: string;
  readonly key: string;
  /** 1 is the first. */
  readonly attempt: number;
  /** Number of events that the same invocation handled, including this one. Absent if it handled only this one. */
  readonly mergedEvents?: number;
  readonly outcome: 'succeeded' | 'to-be-retried' | 'dead';
  readonly error?: string;
  /** Duration of the invocation. 0 for an event that was given up without an attempt. */
  readonly milliseconds: number;
  /** The first decisions of the invocation. Of merged events, the first one has them. */
  readonly decisions?: readonly Decision[];
}
