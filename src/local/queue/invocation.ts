/** An asynchronous invocation that waits in the queue, as the table stores it. Plain data. */
export interface Invocation {
  /** Its request id, the same in every try that delivers it alone. */
  readonly id: string;
  readonly functionName: string;
  /** The event, as JSON text. */
  readonly payload: string;
  /** What raised it, for people: trigger, event name and, of an object, its key. */
  readonly trigger: string;
  readonly eventName: string;
  readonly key: string;
  /**
   * The lanes of a function take turns, so that a backlog in one does not hold up another. Letters, digits and `-`;
   * absent: the common lane of the function.
   */
  readonly lane?: string;
  /** Waiting invocations of one lane and group may be delivered together, as one event list; absent: always alone. */
  readonly group?: string;
  /** Unix milliseconds at which it was accepted, by the clock of the queue. */
  readonly acceptedAt: number;
  /** Tries that ended in an error of the function. */
  readonly functionErrors: number;
  /** Tries that ended on the platform's side: throttled, no instance. */
  readonly systemErrors: number;
}

/** A new one: never tried. */
export const newInvocation = (fields: Omit<Invocation, 'functionErrors' | 'systemErrors'>): Invocation => ({
  ...fields,
  functionErrors: 0,
  systemErrors: 0,
});
