import { expect, test } from 'vitest';
import { createOverruleBudget } from '../../../src/handlers/work/overrule-budget.ts';

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

test('a clock that is set back takes no budget away for longer than the window', () => {
  let now = 1_000_000;
  const budget = createOverruleBudget(() => now, { times: 2, window: 100 });
  for (const _ of [1, 2]) budget.spend('a');
  expect(budget.allows('a')).toBe(false);
  now -= 7200;
  expect(budget.allows('a')).toBe(true);
});
