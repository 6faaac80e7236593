import { describe, expect, test } from 'vitest';
import { poll, type Sight } from '../../../src/handlers/wait/poll.ts';
import { StoreError } from '../../../src/stores/store-error.ts';

type Step = Sight['state'] | 'unreachable' | 'refused';

/** A clock that a sleep moves, and looks that find the given states; the last one repeats. */
function world(steps: readonly Step[], abortAt?: number) {
  const begun = 1_000_000;
  let now = begun;
  let looks = 0;
  const stop = new AbortController();
  const sleeps: number[] = [];
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      sleeps.push(milliseconds);
      now += milliseconds;
      if (abortAt !== undefined && now >= begun + abortAt) stop.abort();
    },
  };
  const look = async (): Promise<Sight> => {
    const step = steps[Math.min(looks++, steps.length - 1)] ?? 'waiting';
    if (step === 'unreachable' || step === 'refused') {
      const refused = step === 'refused' ? { status: 403, storeCode: 'AccessDenied' } : {};
      throw new StoreError(`it is ${step}`, { operation: 'GetSymlink', bucket: 'demo', ...refused });
    }
    return { state: step, why: `look ${looks}` };
  };
  return { look, clock, sleeps, signal: stop.signal };
}

describe('poll', () => {
  test.each<[string, readonly Step[], number, object]>([
    ['shown at once', ['shown'], 60_000, { outcome: 'shown', looks: 1, waited: 0 }],
    ['shown at the third look', ['waiting', 'waiting', 'shown'], 60_000, { outcome: 'shown', looks: 3, waited: 1250 }],
    ['overtaken', ['waiting', 'overtaken'], 60_000, { outcome: 'overtaken', looks: 2, waited: 500 }],
    ['the time is over', ['waiting'], 2000, { outcome: 'timeout', looks: 4, waited: 2000 }],
    ['no time', ['waiting'], 0, { outcome: 'timeout', looks: 1, waited: 0 }],
    ['shown at the end of the time', ['waiting', 'waiting', 'shown'], 600, { outcome: 'shown', waited: 600 }],
    ['the store is unreachable meanwhile', ['waiting', 'unreachable', 'shown'], 60_000, { outcome: 'shown', looks: 3 }],
    [
      'the store stays unreachable',
      ['waiting', 'unreachable'],
      1000,
      { outcome: 'timeout', last: { state: 'waiting', why: expect.stringContaining('unreachable') } },
    ],
  ])('%s', async (_, steps, timeout, expected) => {
    const { look, clock, signal } = world(steps);
    expect(await poll(look, { timeout, signal, clock })).toMatchObject(expected);
  });

  test.each<[string, readonly Step[]]>([
    ['the first look fails', ['unreachable']],
    ['the store refuses a look', ['waiting', 'refused']],
  ])('%s', async (_, steps) => {
    const { look, clock, signal } = world(steps);
    await expect(poll(look, { timeout: 60_000, signal, clock })).rejects.toBeInstanceOf(StoreError);
  });

  test('the pauses grow up to ten seconds, and never pass the end', async () => {
    const { look, clock, signal, sleeps } = world(['waiting']);
    await poll(look, { timeout: 60_000, signal, clock });
    expect(sleeps.slice(0, 4)).toEqual([500, 750, 1125, 1687.5]);
    expect(Math.max(...sleeps)).toBe(10_000);
    expect(sleeps.reduce((sum, one) => sum + one)).toBe(60_000);
    expect(sleeps.length).toBeLessThan(15);
  });

  test('Ctrl-C ends it', async () => {
    const { look, clock, signal } = world(['waiting'], 1000);
    expect(await poll(look, { timeout: 60_000, signal, clock })).toMatchObject({ outcome: 'stopped', looks: 2 });
  });
});
