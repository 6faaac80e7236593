import type { Decision } from '../cloud/decision.ts';

/**
 * How EventBridge collects events before it calls a function (Function Compute, "BatchWindow"). A batch is delivered when
 * any of the limits is reached. If it fails, the same batch is delivered again.
 */
export interface BatchWindow {
  readonly events: number;
  readonly seconds: number;
  readonly bytes: number;
}

/** An asynchronous invocation in the queue, as the table stores it. Plain data. */
export interface Invocation {
  /** The request id, the same in every attempt that delivers it alone. */
  readonly id: string;
  readonly functionName: string;
  /** The event, as JSON text. */
  readonly payload: string;
  /** The cause, for display: trigger, event name and, for an object, its key. */
  readonly trigger: string;
  readonly eventName: string;
  readonly key: string;
  /**
   * The lanes of a function take turns, so that a backlog in one does not delay another. Letters, digits and `-`. Default:
   * the common lane of the function.
   */
  readonly lane?: string;
  /** Waiting invocations of one lane and group may be delivered together, as one event list. Default: always alone. */
  readonly group?: string;
  /** Absent: it is delivered at once, together with those of its group that wait already. */
  readonly batch?: BatchWindow;
  /**
   * Set if an event stream of EventBridge calls the function and waits for the result. The stream then retries, and the
   * configuration for asynchronous invocations does not apply.
   */
  readonly retriedBy?: 'event-stream';
  /** Id of the asynchronous task, if the function has tasks. */
  readonly taskId?: string;
  /** Time of acceptance in Unix milliseconds, by the clock of the queue. */
  readonly acceptedAt: number;
  /** Attempts that ended in an error of the function. */
  readonly functionErrors: number;
  /** Attempts that ended in an error of the platform: throttled, or no instance. */
  readonly systemErrors: number;
}

/** Creates an invocation that has not been tried. */
export function newInvocation(fields: Omit<Invocation, 'functionErrors' | 'systemErrors'>): Invocation {
  return {
    ...fields,
    functionErrors: 0,
    systemErrors: 0,
  };
}

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
  /** Number of this attempt. The first is 1. */
  readonly attempt: number;
  /** Number of events that the same invocation handled, including this one. Absent if it handled only this one. */
  readonly mergedEvents?: number;
  readonly outcome: 'succeeded' | 'to-be-retried' | 'dead';
  readonly error?: string;
  /** Duration of the invocation. 0 for an event that was given up without an attempt. */
  readonly milliseconds: number;
  /** The first decisions of the invocation. If events were merged, only the first event has them. */
  readonly decisions?: readonly Decision[];
}
