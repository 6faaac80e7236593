/** An asynchronous invocation that waits, as it lies in the table. Plain data. */
export interface Invocation {
  /** Its request id, the same in every try. */
  readonly id: string;
  readonly functionName: string;
  /** The event, as JSON text. */
  readonly payload: string;
  /** What raised it, for people: trigger, event name and, of an object, its key. */
  readonly trigger: string;
  readonly eventName: string;
  readonly key: string;
  /** Unix milliseconds at which it was accepted. */
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
