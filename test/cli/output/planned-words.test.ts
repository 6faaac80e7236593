import { expect, test } from 'vitest';
import { actionWords } from '../../../src/cli/output/planned-words.ts';

test.each([
  ['pointed', 'would point'],
  ['removed', 'would be removed'],
  ['refused', 'would be refused'],
  ['failed', 'would fail'],
  ['withdrawn', 'would be withdrawn'],
  ['restored', 'would be restored'],
  // These do not change.
  ['unchanged', 'unchanged'],
  ['kept', 'kept'],
  ['pinned', 'pinned'],
  ['protected', 'protected'],
  ['yielded', 'yielded'],
] as const)('%s, if it is planned: %s', (action, words) => {
  expect(actionWords({ action, planned: true })).toBe(words);
  expect(actionWords({ action })).toBe(action);
});
