import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withFacts } from '../facts/fact-plan.ts';
import { BOS_MUTANTS } from '../mutants/bos-mutants.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Functions } from '../platform/functions.ts';
import { runPlan } from '../run-plan.ts';
import { withBos } from './bos-plan.ts';

/** `npm run simulate -- --bos` runs more. */
const SEEDS = 300;

// Refusals are frequent here, and creating their stack traces takes longer than answering.
const { stackTraceLimit } = Error;
beforeAll(() => {
  Error.stackTraceLimit = 0;
});
afterAll(() => {
  Error.stackTraceLimit = stackTraceLimit;
});

async function firstWrong(functions?: Functions): Promise<string | undefined> {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const plan = withBos(makePlan(seed));
    const { problem } = await runPlan(seed % 4 === 0 ? withFacts(plan) : plan, functions && { functions });
    if (problem !== undefined) return `npm run simulate -- --bos --seed ${seed}: ${problem}`;
  }
  return undefined;
}

describe('on a store with the capabilities of BOS', { timeout: 300_000 }, () => {
  test(`the shipped handlers end right in the worlds of ${SEEDS} seeds`, async () => {
    expect(await firstWrong()).toBeUndefined();
  });

  test.each(Object.entries(BOS_MUTANTS))('a broken handler is found: %s', async (_, functions) => {
    expect(await firstWrong(functions)).toBeDefined();
  });
});
