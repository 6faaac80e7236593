import { expect, test } from 'vitest';
import { actionOf, findingView } from '../../../src/handlers/look/finding-view.ts';

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

test('a finding has the action instead of the change', () => {
  const seen = { rule: 'r', alias: 'a', from: null, to: 't', why: 'w', broken: false };
  expect(findingView({ ...seen, state: 'missing', change: 'point' })).toEqual({
    ...seen,
    state: 'missing',
    action: 'pointed',
    planned: true,
  });
});
