import { describe, expect, test } from 'vitest';
import { checkStatePrefix, isStateKey, readStatePrefix, STATE_PREFIX } from '../src/state-key.ts';

test.each([
  ['.autoalias/facts/a.json', true],
  ['.autoalias/', true],
  ['.autoalias', false],
  ['releases/.autoalias/x', false],
  ['autoalias/x', false],
])('%s is a state key: %s', (key, expected) => {
  expect(isStateKey(key)).toBe(expected);
});

describe('AUTOALIAS_STATE', () => {
  test.each([
    [undefined, STATE_PREFIX],
    ['', STATE_PREFIX],
    [' ', STATE_PREFIX],
    ['off', undefined],
    ['ops/state/', 'ops/state/'],
  ])('%s means %s', (text, prefix) => {
    expect(readStatePrefix(text)).toBe(prefix);
  });

  test.each(['state', '/state/', '\\state/', 'Off'])('%s is refused', (text) => {
    expect(() => readStatePrefix(text)).toThrow(/which is not a prefix; write one that ends with a slash/);
  });

  test.each([
    ['ops/', ['releases/', 'ops/state/']],
    ['ops/state/', ['ops/']],
    ['ops/', ['']],
  ])('%s overlaps with %j', (state, listed) => {
    expect(() => checkStatePrefix(state, listed)).toThrow(/choose a prefix that no rule reads/);
  });

  test.each([
    ['ops/', ['releases/', 'opsa/']],
    [STATE_PREFIX, ['']],
  ])('%s does not overlap with %j', (state, listed) => {
    expect(() => checkStatePrefix(state, listed)).not.toThrow();
  });
});
