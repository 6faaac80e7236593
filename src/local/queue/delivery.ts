import type { Decision } from '../decision.ts';

/** One try of one event, for people who ask what happened. Events that one invocation handles are reported one by one. */
export interface Delivery {
  /** Unix milliseconds at its end. */
  readonly time: number;
  /** Of the invocation, as in the function's log. */
  readonly requestId: string;
  readonly functionName: string;
  readonly trigger: string;
  readonly eventName: string;
  readonly key: string;
  /** 1 is the first. */
  readonly attempt: number;
  /** How many events the same invocation handled, this one included; absent where it was alone. */
  readonly mergedEvents?: number;
  readonly outcome: 'succeeded' | 'to-be-retried' | 'dead';
  readonly error?: string;
  /** Duration of the invocation; 0 for an event that was given up without one. */
  readonly milliseconds: number;
  /** What the function decided in this try, the first of them; of events that were merged, with the first. */
  readonly decisions?: readonly Decision[];
}
