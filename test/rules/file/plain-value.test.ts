import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { plainValue } from '../../../src/rules/file/plain-value.ts';

function read(text: string) {
  return plainValue(parseDocument(text, { uniqueKeys: false, schema: 'core' }));
}

function whyNot(text: string): readonly string[] {
  const found = read(text);
  return 'value' in found ? [] : found.map(({ why }) => why);
}

test.each<[text: string, value: unknown]>([
  ['', null],
  ['x', 'x'],
  ['[1, 2.5, true, null, ~, "1"]', [1, 2.5, true, null, null, '1']],
  ['a: {b: [c]}\nd:\n', { a: { b: ['c'] }, d: null }],
  ['1: a\ntrue: b\n: c\n', { 1: 'a', true: 'b', '': 'c' }],
  ['? [a, b]\n: c\n', { '["a","b"]': 'c' }],
  ['a: &x [1]\nb: *x\nc: [*x, *x]\n', { a: [1], b: [1], c: [[1], [1]] }],
  ['a: &x 1\nb: &x 2\nc: *x\n', { a: 1, b: 2, c: 2 }],
  ['a: &x {b: &y 1}\nc: *y\nd: *x\n', { a: { b: 1 }, c: 1, d: { b: 1 } }],
  ['!!set {a, b}\n', { a: null, b: null }],
  ['!unknown [a]\n', ['a']],
])('%j is converted', (text, value) => {
  expect(read(text)).toEqual({ value });
});

test.each<[text: string, why: readonly string[]]>([
  ['a: *x\nb: &x 1\n', ['there is no anchor &x before this *x']],
  ['a: &x [*x]\n', ['*x is inside &x itself']],
  ['&k a: 1\n*k : 2\n', ['Map keys must be unique']],
  ['a: 1\nb: 1\na: 2\nb: 2\n', ['Map keys must be unique', 'Map keys must be unique']],
  [`${'['.repeat(60)}${']'.repeat(60)}`, ['it is nested deeper than 50 levels']],
  [
    `a: &a [${'x,'.repeat(999)}x]\nb: &b [${'*a,'.repeat(99)}*a]\nc: [*b, *b, *b]\n`,
    ['with its *aliases it has more than 200000 values'],
  ],
])('%j is rejected', (text, why) => {
  expect(whyNot(text)).toEqual(why);
});

test('__proto__ is an ordinary key', () => {
  const found = read('__proto__: {polluted: true}\n');
  expect('value' in found && Object.keys(found.value ?? {})).toEqual(['__proto__']);
});
