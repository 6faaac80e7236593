import { describe, expect, test } from 'vitest';
import { exploreFacts, type FactBudget } from './explore-facts.ts';
import { AGE_WORLDS, BLIND_SPOT, FACT_MUTANTS, FACT_WORLDS, withMargin } from './fact-worlds.ts';

/** Cuts the worlds short. `npm run explore` walks them further. */
const CUT: FactBudget = { sweeps: 2, halves: 5, limit: 600 };
/** Every broken protocol is found with one sweep, within this many states. */
const ONE_SWEEP: FactBudget = { sweeps: 1, halves: 5, limit: 15_000 };

describe('facts of the shipped sweep', { timeout: 60_000 }, () => {
  test.each(Object.entries({ ...FACT_WORLDS, ...AGE_WORLDS }))('%s', async (_, world) => {
    const { verdict, trace } = await exploreFacts(world, withMargin(1), CUT);
    expect(trace).toEqual([]);
    expect(verdict).not.toBe('wrong');
  });
});

describe('broken facts are found', { timeout: 120_000 }, () => {
  test.each(Object.entries(FACT_MUTANTS))('%s', async (_, [protocol, world]) => {
    const { verdict, trace } = await exploreFacts(world, protocol, ONE_SWEEP);
    expect({ verdict, last: trace.at(-1) }).toEqual({
      verdict: 'wrong',
      last: expect.stringMatching(/^a fact holds, but /),
    });
  });
});

test('the blind spot: an older version of the same second comes back', { timeout: 60_000 }, async () => {
  const { trace } = await exploreFacts(BLIND_SPOT, withMargin(1), ONE_SWEEP);
  expect(trace.at(-1)).toBe('a fact holds, but it records another version of a/2/x');
});
