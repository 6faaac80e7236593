import type { Invocation } from './invocation.ts';

/** PutAsyncInvokeConfig of a function. */
export interface RetryPolicy {
  /** Tries after the first one that a function error may have: 0 to 8. */
  readonly maxAsyncRetryAttempts: number;
  /** Seconds after which an event is given up: 1 to 604,800. */
  readonly maxAsyncEventAgeInSeconds: number;
}

/** Function Compute's defaults ("Retry policy"). */
export const DEFAULT_RETRY_POLICY: RetryPolicy = { maxAsyncRetryAttempts: 3, maxAsyncEventAgeInSeconds: 86_400 };

/** How one try ended. */
export type Attempt =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'function-error'; readonly message: string }
  | { readonly kind: 'system-error'; readonly message: string };

/** What becomes of the invocation. Times are Unix milliseconds. */
export type NextStep =
  | { readonly next: 'done' }
  | { readonly next: 'retry'; readonly at: number; readonly invocation: Invocation; readonly error: string }
  | { readonly next: 'dead'; readonly reason: string; readonly invocation: Invocation };

/** Function Compute names no interval for function errors; doubling from a second spares a store that is in trouble. */
const FUNCTION_ERROR_DELAY = 1000;
/** Exponential from half a second, for up to five hours (Function Compute, "Error handling"). */
const SYSTEM_ERROR_DELAY = 500;
const SYSTEM_ERROR_WINDOW = 5 * 3_600_000;

/** The reason not to try any more because of age alone, or nothing. */
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
  /** Why there is no further try, where there is none. */
  readonly spent: string | undefined;
}

const RETRY: Readonly<
  Record<'function-error' | 'system-error', (tried: Invocation, now: number, policy: RetryPolicy) => Retry>
> = {
  'function-error': (tried, _now, { maxAsyncRetryAttempts }) => {
    const functionErrors = tried.functionErrors + 1;
    return {
      invocation: { ...tried, functionErrors },
      delay: FUNCTION_ERROR_DELAY * 2 ** tried.functionErrors,
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
