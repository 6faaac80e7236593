/** One try of an invocation, for people who ask what happened. */
export interface Delivery {
  /** Unix milliseconds at its end. */
  readonly time: number;
  readonly requestId: string;
  readonly functionName: string;
  readonly trigger: string;
  readonly eventName: string;
  readonly key: string;
  /** 1 is the first. */
  readonly attempt: number;
  readonly outcome: 'succeeded' | 'to-be-retried' | 'dead';
  readonly error?: string;
  readonly milliseconds: number;
}
