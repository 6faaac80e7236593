import { expect, test } from 'vitest';
import { createOverruleBudget } from '../../src/handlers/overrule-budget.ts';

test('allows so many in one window, for each alias by itself, and again when the window has passed', () => {
  let now = 0;
  const budget = createOverruleBudget(() => now, { times: 2, window: 100 });
  const spend = (alias: string) => {
    const allowed = budget.allows(alias);
    if (allowed) budget.spend(alias);
    return allowed;
  };
  expect([spend('a'), spend('a'), spend('a'), spend('b')]).toEqual([true, true, false, true]);
  now = 100;
  expect([spend('a'), spend('a'), spend('a')]).toEqual([true, true, false]);
});
