import { expect, test } from 'vitest';
import { actionSchema, PRUNE_ACTIONS, stateSchema } from '../../../src/cli/output/vocabulary.ts';

test('no word is both a planned and a past one', () => {
  const words = [...actionSchema.options, ...Object.values(PRUNE_ACTIONS)];
  expect(words.filter((word) => ['point', 'remove', 'refuse', 'would-remove', 'left'].includes(word))).toEqual([]);
  expect(words.filter((word) => !actionSchema.options.includes(word))).toEqual([]);
  expect(new Set(stateSchema.options).size).toBe(stateSchema.options.length);
});
