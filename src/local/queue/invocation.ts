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
  /** Time of acceptance in Unix milliseconds, by the clock of the queue. */
  readonly acceptedAt: number;
  /** Tries that ended in an error of the function. */
  readonly functionErrors: number;
  /** Tries that ended on the platform's side: throttled, no instance. */
  readonly systemErrors: number;
}

/** A new one: never tried. */
export function newInvocation(fields: Omit<Invocation, 'functionErrors' | 'systemErrors'>): Invocation {
  return {
    ...fields,
    functionErrors: 0,
    systemErrors: 0,
  };
}
