import { RE2JS } from 're2js';
import { describe, expect, test } from 'vitest';
import type { CodePoints } from '../../../../src/rules/pattern/native/code-points.ts';
import { parseRegex } from '../../../../src/rules/pattern/native/parse-regex.ts';

describe('a set', () => {
  test.each<[source: string, points: CodePoints]>([
    ['a', [[97, 97]]],
    ['😀', [[0x1f600, 0x1f600]]],
    ['\\.', [[46, 46]]],
    ['\\-', [[45, 45]]],
    ['\\x41', [[65, 65]]],
    ['\\x{1F600}', [[0x1f600, 0x1f600]]],
    ['\\a', [[7, 7]]],
    ['\\v', [[11, 11]]],
    ['{', [[123, 123]]],
    [']', [[93, 93]]],
    ['\\d', [[48, 57]]],
    ['[a-c]', [[97, 99]]],
    [
      '[]a]',
      [
        [93, 93],
        [97, 97],
      ],
    ],
    [
      '[a-c-e]',
      [
        [45, 45],
        [97, 99],
        [101, 101],
      ],
    ],
    ['[[:digit:]]', [[48, 57]]],
    [
      '[\\d\\-]',
      [
        [45, 45],
        [48, 57],
      ],
    ],
    // JavaScript's \s has more.
    [
      '\\s',
      [
        [9, 10],
        [12, 13],
        [32, 32],
      ],
    ],
    [
      '.',
      [
        [0, 9],
        [11, 0x10ffff],
      ],
    ],
    ['(?s:.)', [[0, 0x10ffff]]],
  ])('%s', (source, points) => {
    expect(parseRegex(source)).toEqual({ kind: 'set', points });
  });
});

test.each([
  ['a{,2}', 5],
  ['a{2', 3],
  ['{1', 2],
  ['{,3}', 4],
  ['{01}', 4],
  ['a{01}', 5],
  ['a{1,02}', 7],
  ['{a}', 3],
])('the brace in %s is literal', (source, items) => {
  expect(parseRegex(source)).toMatchObject({ kind: 'sequence', items: { length: items } });
});

test.each([
  ['a*', 0, Number.POSITIVE_INFINITY, false],
  ['a+?', 1, Number.POSITIVE_INFINITY, true],
  ['a?', 0, 1, false],
  ['a{3}', 3, 3, false],
  ['a{2,}', 2, Number.POSITIVE_INFINITY, false],
  ['a{2,5}?', 2, 5, true],
])('%s repeats', (source, least, most, isLazy) => {
  expect(parseRegex(source)).toMatchObject({ kind: 'repeat', least, most, isLazy });
});

test('anchors, groups and alternations', () => {
  expect(parseRegex('^(?P<a>x|y)(z)\\z')).toMatchObject({
    items: [
      { kind: 'start' },
      { kind: 'capture', name: 'a', body: { kind: 'alternation', options: { length: 2 } } },
      { kind: 'capture', name: undefined },
      { kind: 'end' },
    ],
  });
});

// RE2 accepts these.
test.each([
  '(?i)a',
  '(?i:a)',
  '(?m)^a$',
  '\\bx',
  'x\\B',
  '\\pL',
  '[\\pL]',
  '\\Q.\\E',
  '\\101',
  '^*a',
  '^{2,3}',
  '(?:$)+',
  '(?U)a+',
])('%s is left to RE2', (source) => {
  expect(parseRegex(source)).toBeUndefined();
  expect(() => RE2JS.compile(source)).not.toThrow();
});

// RE2 refuses these, and says why.
test.each([
  ...['(?=a)', '(?!a)', '(?<=a)b', '(a)\\1', 'a**', 'a*+', 'a{2}{3}', '(?<a>x)(?<a>y)', '(?#x)', 'a{1001}', 'a{3,2}'],
  ...[
    '((a{100}){100}){100}',
    '(a',
    'a)',
    '[a',
    '[b-a]',
    '[[:foo:]]',
    '\\',
    '*a',
    '{2}',
    'a|{2}',
    '({2,})',
    '(?:{2})',
    '(?s:{0})',
    '(?P<g>{2,3})',
    'a{2}|{2}b',
    'a{10000}',
    '{10000}',
    'a{1,10000}',
    '(?<>x)',
    '(?<é>x)',
    '\\x{110000}',
    '\\k<a>',
  ],
])('%s is refused', (source) => {
  expect(parseRegex(source)).toBeUndefined();
  expect(() => RE2JS.compile(source)).toThrow();
});

test('deep nesting is left to RE2', () => {
  expect(parseRegex('('.repeat(90) + ')'.repeat(90))).toBeDefined();
  expect(parseRegex('('.repeat(200) + ')'.repeat(200))).toBeUndefined();
});
