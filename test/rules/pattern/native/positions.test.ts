import { describe, expect, test } from 'vitest';
import { parseRegex } from '../../../../src/rules/pattern/native/parse-regex.ts';
import { type Position, positionsOf } from '../../../../src/rules/pattern/native/positions.ts';

/** Each position as its first character, with those that can follow it. */
function described(source: string, direction?: 'forwards' | 'backwards') {
  const tree = parseRegex(source);
  const found = tree && positionsOf([tree], direction);
  if (found === undefined) return undefined;
  const { positions, first, last, emptyWays, repeatsNothing } = found;
  const name = ({ points }: Position): string => String.fromCodePoint(points[0]?.[0] ?? 0);
  const names = (some: readonly Position[]): string => some.map(name).join('');
  return {
    first: names(first),
    last: names(last),
    next: Object.fromEntries(positions.map((position) => [name(position), names(position.next)])),
    emptyWays,
    repeatsNothing,
  };
}

describe('which positions follow which', () => {
  test.each([
    ['abc', { first: 'a', last: 'c', next: { a: 'b', b: 'c', c: '' }, emptyWays: 0 }],
    ['a*b', { first: 'ab', last: 'b', next: { a: 'ab', b: '' }, emptyWays: 0 }],
    ['ab?', { first: 'a', last: 'ba', next: { a: 'b', b: '' }, emptyWays: 0 }],
    ['(?:a|b)c', { first: 'ab', last: 'c', next: { a: 'c', b: 'c', c: '' }, emptyWays: 0 }],
    ['(?:ab)+', { first: 'a', last: 'b', next: { a: 'b', b: 'a' }, emptyWays: 0 }],
    ['(a)?(b)?', { first: 'ab', last: 'ba', next: { a: 'b', b: '' }, emptyWays: 1 }],
    // After two ways to match nothing, what follows is listed twice.
    ['(?:a?|b?)c', { first: 'abcc', last: 'c', next: { a: 'c', b: 'c', c: '' }, emptyWays: 0 }],
    ['(?:|)', { first: '', last: '', next: {}, emptyWays: 2 }],
  ])('%s', (source, expected) => {
    expect(described(source)).toEqual({ repeatsNothing: false, ...expected });
  });

  test('backwards', () => {
    expect(described('ab?c', 'backwards')).toMatchObject({ first: 'c', last: 'a', next: { c: 'ba', b: 'a', a: '' } });
  });
});

test.each([
  ['a{3}', 3],
  ['a{2,4}', 4],
  ['a{2,}', 2],
  ['a{0}', 0],
])('%s has a position for each copy', (source, copies) => {
  const tree = parseRegex(source);
  expect(tree && positionsOf([tree])?.positions).toHaveLength(copies);
});

test.each([
  ['(?:a*)*', true],
  ['(?:a?){3}', true],
  ['a*', false],
  ['(?:ab?)*', false],
])('%s repeats something that can be empty: %s', (source, repeatsNothing) => {
  expect(described(source)?.repeatsNothing).toBe(repeatsNothing);
});

test('the positions of a large expression are not computed', () => {
  expect(described('(?:abcdefghij){999}')).toBeUndefined();
});
