import type { Invocation } from './invocation.ts';

/** PutAsyncInvokeConfig of a function. */
export interface RetryPolicy {
  /** Retries after a function error: 0 to 8. */
  readonly maxAsyncRetryAttempts: number;
  /** Seconds after which an event is dropped: 1 to 604,800. */
  readonly maxAsyncEventAgeInSeconds: number;
}

/** Function Compute's defaults ("Retry policy"). */
export const DEFAULT_RETRY_POLICY: RetryPolicy = { maxAsyncRetryAttempts: 3, maxAsyncEventAgeInSeconds: 86_400 };

/**
 * The retry policy EXPONENTIAL_DECAY_RETRY of an event stream (EventBridge, "Retry policies and dead-letter queues"): 176
 * retries within a day, after 1, 2, 4 … and at most 512 seconds.
 */
export const EVENT_STREAM_POLICY: RetryPolicy = { maxAsyncRetryAttempts: 176, maxAsyncEventAgeInSeconds: 86_400 };

/** The result of one attempt. */
export type Attempt =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'function-error'; readonly message: string }
  | { readonly kind: 'system-error'; readonly message: string };

/** What to do with the invocation next. Times are Unix milliseconds. */
export type NextStep =
  | { readonly next: 'done' }
  | { readonly next: 'retry'; readonly at: number; readonly invocation: Invocation; readonly error: string }
  | { readonly next: 'dead'; readonly reason: string; readonly invocation: Invocation };

/** Function Compute documents no interval for function errors. Doubling from one second spares an overloaded store. */
const FUNCTION_ERROR_DELAY = 1000;
/** After this many doublings, the delay of an event stream stays at 512 seconds. Function Compute retries less often. */
const MOST_DOUBLINGS = 9;
/** Exponential from half a second, for up to five hours (Function Compute, "Error handling"). */
const SYSTEM_ERROR_DELAY = 500;
const SYSTEM_ERROR_WINDOW = 5 * 3_600_000;

/** The reason to drop an invocation because of its age, or undefined. */
export function expiry(invocation: Invocation, now: number, policy: RetryPolicy): string | undefined {
  return now - invocation.acceptedAt > policy.maxAsyncEventAgeInSeconds * 1000
    ? `older than ${policy.maxAsyncEventAgeInSeconds} seconds`
    : undefined;
}

export function nextStep(tried: Invocation, attempt: Attempt, now: number, policy: RetryPolicy): NextStep {
  if (attempt.kind === 'succeeded') return { next: 'done' };
  const { invocation, delay, spent } = RETRY[attempt.kind](tried, now, policy);
  const tooOld = expiry(invocation, now + delay, policy);
  const why = spent ?? tooOld;
  return why === undefined
    ? { next: 'retry', at: now + delay, invocation, error: attempt.message }
    : { next: 'dead', reason: `${why}: ${attempt.message}`, invocation };
}

interface Retry {
  readonly invocation: Invocation;
  readonly delay: number;
  /** The reason if there are no more attempts. */
  readonly spent: string | undefined;
}

const RETRY: Readonly<
  Record<'function-error' | 'system-error', (tried: Invocation, now: number, policy: RetryPolicy) => Retry>
> = {
  'function-error': (tried, _now, { maxAsyncRetryAttempts }) => {
    const functionErrors = tried.functionErrors + 1;
    return {
      invocation: { ...tried, functionErrors },
      delay: FUNCTION_ERROR_DELAY * 2 ** Math.min(tried.functionErrors, MOST_DOUBLINGS),
      spent: functionErrors > maxAsyncRetryAttempts ? `failed ${times(functionErrors)}` : undefined,
    };
  },
  'system-error': (tried, now) => {
    const delay = SYSTEM_ERROR_DELAY * 2 ** tried.systemErrors;
    const systemErrors = tried.systemErrors + 1;
    return {
      invocation: { ...tried, systemErrors },
      delay,
      spent:
        now + delay - tried.acceptedAt > SYSTEM_ERROR_WINDOW
          ? `could not be run for 5 hours, ${times(systemErrors)}`
          : undefined,
    };
  },
};

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
