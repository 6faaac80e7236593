import { expect, test } from 'vitest';
import { sampleText } from '../../../src/rules/compile/sample-text.ts';

test.each([
  ['', ''],
  ['abc', 'abc'],
  ['a?b*c+', 'c'],
  ['\\d{4}-\\d{2,}', '1111-11'],
  ['[^a]', '1'],
  ['[A-Z]+|x', 'A'],
  ['(?:x|y)(?<n>[[:digit:]])z{0,3}', 'x1'],
  ['\\.\\/', './'],
  ['^a$', 'a'],
  ['😀{2}', '😀😀'],
])('%j takes %j', (source, text) => {
  expect(sampleText(source)).toBe(text);
});

test.each([['(?i)a'], ['\\x41'], ['a\\bb'], ['[^\\x00-\\x{10FFFF}]'], ['[中]'], ['('], ['a^b']])(
  'none is found for %j',
  (source) => {
    expect(sampleText(source)).toBeUndefined();
  },
);
