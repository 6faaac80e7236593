import { expect, test } from 'vitest';
import { onOneLine } from '../../src/cli/on-one-line.ts';

test.each([
  ['a\nb', 'a\\x0ab'],
  ['a\u001b[2Jb', 'a\\x1b[2Jb'],
  ['a\u0007\rb', 'a\\x07\\x0db'],
  ['a\u009bb', 'a\\x9bb'],
  ['a\u2028b', 'a\\u2028b'],
  // What follows would be read from right to left.
  ['a\u202etgz.exe', 'a\\u202etgz.exe'],
])('%j is shown as %s', (text, shown) => {
  expect(onOneLine(text)).toBe(shown);
});

test.each([['releases/übung 1.0.0/𝄞.tgz'], ['שלום'], ['a\\nb'], ['']])('%j stays as it is', (text) => {
  expect(onOneLine(text)).toBe(text);
});
