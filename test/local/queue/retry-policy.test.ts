import { describe, expect, it } from 'vitest';
import { type Invocation, newInvocation } from '../../../src/local/queue/invocation.ts';
import {
  type Attempt,
  DEFAULT_RETRY_POLICY,
  EVENT_STREAM_POLICY,
  expiry,
  nextStep,
  type RetryPolicy,
} from '../../../src/local/queue/retry-policy.ts';

const ACCEPTED = 1_000_000;
const HOUR = 3_600_000;

function invocation(fields: Partial<Invocation> = {}): Invocation {
  return {
    ...newInvocation({
      id: 'r1',
      functionName: 'f',
      payload: '{}',
      trigger: 't',
      eventName: 'ObjectCreated:PutObject',
      key: 'k',
      acceptedAt: ACCEPTED,
    }),
    ...fields,
  };
}

const FUNCTION_ERROR: Attempt = { kind: 'function-error', message: 'boom' };
const SYSTEM_ERROR: Attempt = { kind: 'system-error', message: 'throttled' };

/** Delay in milliseconds, or the reason of giving up. */
function outcome(fields: Partial<Invocation>, attempt: Attempt, now = ACCEPTED, policy = DEFAULT_RETRY_POLICY) {
  const step = nextStep(invocation(fields), attempt, now, policy);
  if (step.next === 'retry') return step.at - now;
  return step.next === 'dead' ? step.reason : step.next;
}

const RETRIED: [string, Partial<Invocation>, Attempt, number][] = [
  ['first function error', {}, FUNCTION_ERROR, 1000],
  ['second function error', { functionErrors: 1 }, FUNCTION_ERROR, 2000],
  ['third function error', { functionErrors: 2 }, FUNCTION_ERROR, 4000],
  ['first system error', {}, SYSTEM_ERROR, 500],
  ['second system error', { systemErrors: 1 }, SYSTEM_ERROR, 1000],
  ['tenth system error', { systemErrors: 9 }, SYSTEM_ERROR, 256_000],
  ['system errors do not use up the retries of the function', { systemErrors: 12 }, FUNCTION_ERROR, 1000],
  ['function errors do not slow down a system retry', { functionErrors: 3 }, SYSTEM_ERROR, 500],
];

const GIVEN_UP: [string, Partial<Invocation>, Attempt, number, RetryPolicy, string][] = [
  [
    'fourth function error',
    { functionErrors: 3 },
    FUNCTION_ERROR,
    ACCEPTED,
    DEFAULT_RETRY_POLICY,
    'failed 4 times: boom',
  ],
  [
    'no retries configured',
    {},
    FUNCTION_ERROR,
    ACCEPTED,
    { ...DEFAULT_RETRY_POLICY, maxAsyncRetryAttempts: 0 },
    'failed once: boom',
  ],
  [
    'five hours of system errors',
    { systemErrors: 15 },
    SYSTEM_ERROR,
    ACCEPTED + 4.6 * HOUR,
    DEFAULT_RETRY_POLICY,
    'could not be run for 5 hours, 16 times: throttled',
  ],
  [
    'would be too old by the next try',
    {},
    FUNCTION_ERROR,
    ACCEPTED + 9_500,
    { ...DEFAULT_RETRY_POLICY, maxAsyncEventAgeInSeconds: 10 },
    'older than 10 seconds: boom',
  ],
];

describe('nextStep', () => {
  it('is done with what succeeded', () => {
    expect(outcome({ functionErrors: 3 }, { kind: 'succeeded' })).toBe('done');
  });
  it.each(RETRIED)('tries again: %s', (_, fields, attempt, delay) => {
    expect(outcome(fields, attempt)).toBe(delay);
  });
  it.each(GIVEN_UP)('gives up: %s', (_, fields, attempt, now, policy, reason) => {
    expect(outcome(fields, attempt, now, policy)).toBe(reason);
  });
  it('counts the two kinds apart', () => {
    const counts = (attempt: Attempt) => {
      const step = nextStep(invocation(), attempt, ACCEPTED, DEFAULT_RETRY_POLICY);
      return step.next === 'retry' && [step.invocation.functionErrors, step.invocation.systemErrors];
    };
    expect(counts(FUNCTION_ERROR)).toEqual([1, 0]);
    expect(counts(SYSTEM_ERROR)).toEqual([0, 1]);
  });
});

describe('expiry', () => {
  it.each([
    [24 * HOUR, undefined],
    [24 * HOUR + 1, 'older than 86400 seconds'],
  ])('after %d ms', (age, expected) => {
    expect(expiry(invocation(), ACCEPTED + age, DEFAULT_RETRY_POLICY)).toBe(expected);
  });
});

it('retries an event stream for about a day: 1, 2, 4 … 256 seconds, then 167 times after 512', () => {
  const delays: number[] = [];
  let tried = invocation();
  for (;;) {
    const now = ACCEPTED + delays.reduce((sum, delay) => sum + delay, 0);
    const step = nextStep(tried, FUNCTION_ERROR, now, EVENT_STREAM_POLICY);
    if (step.next !== 'retry') break;
    delays.push(step.at - now);
    tried = step.invocation;
  }
  const seconds = delays.map((delay) => delay / 1000);
  expect(seconds.slice(0, 9)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256]);
  expect(seconds.slice(9)).toEqual(Array.from({ length: 167 }, () => 512));
  expect(tried.functionErrors).toBe(176);
});
