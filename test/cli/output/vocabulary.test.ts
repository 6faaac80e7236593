import { expect, test } from 'vitest';
import { actionOf, actionSchema, PRUNE_ACTIONS, stateSchema } from '../../../src/cli/output/vocabulary.ts';

test.each([
  ['right', 'none', 'unchanged'],
  ['absent', 'none', 'unchanged'],
  ['stale', 'point', 'pointed'],
  ['missing', 'point', 'pointed'],
  ['dangling', 'remove', 'removed'],
  ['foreign', 'refuse', 'refused'],
  ['pinned', 'none', 'pinned'],
  ['protected', 'none', 'protected'],
] as const)('apply reports an alias that is %s, with the change %s, as %s', (state, change, action) => {
  expect(actionOf({ state, change })).toBe(action);
});

test.each([
  ['failed', 'failed'],
  ['orphaned', 'unchanged'],
] as const)('apply reports a link that is %s as %s', (state, action) => {
  expect(actionOf({ state })).toBe(action);
});

test('no word is both a planned and a past one', () => {
  const words = [...actionSchema.options, ...Object.values(PRUNE_ACTIONS)];
  expect(words.filter((word) => ['point', 'remove', 'refuse', 'would-remove', 'left'].includes(word))).toEqual([]);
  expect(words.filter((word) => !actionSchema.options.includes(word))).toEqual([]);
  expect(new Set(stateSchema.options).size).toBe(stateSchema.options.length);
});
