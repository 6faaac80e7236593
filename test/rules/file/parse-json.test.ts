import { describe, expect, test } from 'vitest';
import { endOfString, parseJson } from '../../../src/rules/file/parse-json.ts';

test.each([
  ['{}', {}],
  [' \n{"a": [1, {"b": "c:d"}], "e": null}', { a: [1, { b: 'c:d' }], e: null }],
  ['{"a\\"b:": "\\\\", "c": ":"}', { 'a"b:': '\\', c: ':' }],
  [`${'{"a":'.repeat(49)}1${'}'.repeat(49)}`, expect.anything()],
])('%s is read', (text, value) => {
  expect(parseJson(text)).toEqual({ value });
});

test('__proto__ is an ordinary key', () => {
  const read = parseJson('{"__proto__": {"a": 1}}')?.value;
  expect(Object.entries(read ?? {})).toEqual([['__proto__', { a: 1 }]]);
});

describe('the YAML parser must read', () => {
  test.each([
    ['YAML', 'a: 1'],
    ['another value', '[1]'],
    ['an object that is not closed', '{"a": 1'],
    ['YAML in braces', '{a: 1}'],
    ['a repeated key', '{"a": 1, "a": 2}'],
    ['a repeated key in an object', '{"b": [{"a": 1, "c": 1, "a": 1}]}'],
    ['a repeated key with an escape', '{"a": 1, "\\u0061": 2}'],
    ['deep nesting', `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`],
  ])('%s', (_, text) => {
    expect(parseJson(text)).toBeUndefined();
  });
});

test.each([
  ['"a"', 0, 2],
  ['"a\\"b"', 0, 5],
  ['"a\\\\"b', 0, 4],
  ['x"', 1, 2],
])('the string in %s that begins at %i ends at %i', (text, start, end) => {
  expect(endOfString(text, start)).toBe(end);
});
