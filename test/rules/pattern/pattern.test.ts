import { describe, expect, test } from 'vitest';
import type { Groups } from '../../../src/rules/pattern/groups.ts';
import { compilePattern } from '../../../src/rules/pattern/pattern.ts';

function match(source: string, text: string): Groups | undefined {
  const pattern = compilePattern(source);
  if ('refused' in pattern) throw new Error(`${source} was refused: ${pattern.refused}`);
  return pattern.match(text);
}

function endOf(source: string, text: string, group: string): number | undefined {
  const pattern = compilePattern(source);
  return 'refused' in pattern ? undefined : pattern.endOf(text, group);
}

describe('the end of a group', () => {
  test.each([
    ['(?<v>\\d+)', 'a12b34', 'v', 3],
    ['^(?<a>.+)/(?<v>.+)$', 'x/y/z', 'a', 3],
    ['^(?<a>😀*)b$', '😀😀b', 'a', 4],
    ['^(?<a>)x$', 'x', 'a', 0],
  ])('%s on %j: {%s} ends at %i', (source, text, group, end) => {
    expect(endOf(source, text, group)).toBe(end);
  });

  test.each([
    ['^(?<v>\\d+)$', 'x', 'v'],
    ['^(?<a>x)?(?<b>y)$', 'y', 'a'],
  ])('%s on %j has no end of {%s}', (source, text, group) => {
    expect(endOf(source, text, group)).toBeUndefined();
  });
});

describe('matches with their groups', () => {
  test.each<[source: string, text: string, groups: Record<string, string>]>([
    ['^r/(?<v>[^/]+)$', 'r/1.2.3', { v: '1.2.3' }],
    ['^r/(?P<v>[^/]+)$', 'r/x', { v: 'x' }],
    // Not anchored by default.
    ['(?<v>\\d+)', 'a12b34', { v: '12' }],
    ['^(?<a>x)?(?<b>y)$', 'y', { b: 'y' }],
    ['^(?<a>x)*y$', 'xxy', { a: 'x' }],
    ['^(?<a>x*)y$', 'y', { a: '' }],
    ['^(?:(?<a>x)|(?<b>y))$', 'y', { b: 'y' }],
    ['^(?:|a)(?<b>b)$', 'b', { b: 'b' }],
    ['^(?<a>)$', '', { a: '' }],
    ['^(?i)(?<a>abc)$', 'ABC', { a: 'ABC' }],
    ['^(?<a>\\Q[(\\E+)$', '[((', { a: '[((' }],
    ['^(?<a>.)$', '😀', { a: '😀' }],
    ['^(?<a>[[:alpha:]]+)(?<b>[]x]+)$', 'abc]]', { a: 'abc', b: ']]' }],
    ['^(?<1a>x)$', 'x', { '1a': 'x' }],
  ])('%s on %j', (source, text, groups) => {
    expect(match(source, text)).toEqual(groups);
  });

  test('groups named like inherited properties are ordinary groups', () => {
    const found = match('^(?<__proto__>x)(?<constructor>y)?(?<toString>z)?$', 'x');
    expect(Object.entries(found ?? {})).toEqual([['__proto__', 'x']]);
    const texts = ['__proto__', 'constructor', 'toString'].map((name) => found?.[name]);
    expect(texts).toEqual(['x', undefined, undefined]);
  });
});

test.each([
  ['^r/(?<v>[^/]+)$', 'r/a/b'],
  ['^a$', 'a\n'],
  ['^a$', 'b\na'],
  ['^.$', '\n'],
  ['^a{,5}$', 'aaa'],
  ['^ABC$', 'abc'],
  ['^[^]a]$', ']'],
])('%s does not match %j', (source, text) => {
  expect(match(source, text)).toBeUndefined();
});

// Syntax that RE2 does not support, and syntax errors.
test.each([
  ['(?=a)b', 'invalid or unsupported Perl syntax: `(?=`'],
  ['(?!a)b', 'invalid or unsupported Perl syntax: `(?!`'],
  ['(?<=a)b', 'invalid named capture: `(?<=a)b`'],
  ['(?<!a)b', 'invalid named capture: `(?<!a)b`'],
  ['(a)\\1', 'invalid escape sequence: `\\1`'],
  ['(?<a>x)\\k<a>', 'invalid escape sequence: `\\k`'],
  ['(?P<a>x)(?P=a)', 'invalid or unsupported Perl syntax: `(?P`'],
  ['(?>a)', 'invalid or unsupported Perl syntax: `(?>`'],
  ['a*+', 'invalid nested repetition operator: `*+`'],
  ['a**', 'invalid nested repetition operator: `**`'],
  ['(?<a>x)(?<a>y)', 'duplicate capture group name: `a`'],
  ['(?<a>x)|(?<a>y)', 'duplicate capture group name: `a`'],
  ['(?<é>x)', 'invalid named capture: `(?<é>`'],
  ['(?#note)a', 'invalid or unsupported Perl syntax: `(?#`'],
  ['a{1001}', 'invalid repeat count: `{1001}`'],
  ['((a{100}){100}){100}', 'invalid repeat count: `{100}`'],
  [`${'('.repeat(2000)}${')'.repeat(2000)}`, 'expression nests too deeply'],
  ['(a', 'missing closing ): `(a`'],
  ['a)', 'unexpected ): `a)`'],
  ['[a', 'missing closing ]: `[a`'],
  ['[b-a]', 'invalid character class range: `b-a`'],
  ['[[:foo:]]', 'invalid character class range: `[:foo:]`'],
  ['\\', 'trailing backslash at end of expression'],
  ['*a', 'missing argument to repetition operator: `*`'],
])('%s is rejected: %s', (source, refused) => {
  const compiled = compilePattern(source);
  expect('refused' in compiled ? compiled.refused.split('\n')[0] : 'taken').toContain(refused);
});

test.each([
  ['repeats of repeats', '(?:[a-z]{20}){10}', 202],
  ['2,000 names', Array.from({ length: 2_000 }, (_, i) => `app-${i}`).join('|'), 624],
  ['bounded groups', '^r/(?<app>[a-z0-9-]{1,63})/(?<v>\\d{1,5}\\.\\d{1,5}\\.\\d{1,5}(?:-[0-9a-z.-]{1,100})?)$', 366],
])('%s are accepted', (_, source, size) => {
  const compiled = compilePattern(source);
  expect('refused' in compiled ? compiled.refused : compiled.size).toBe(size);
});

test.each([
  ['(?:abcdefghijk){999}', 10_991],
  [`(?:${'a'.repeat(570)}){999}`, 569_432],
  [`${'[ab]'.repeat(10_000)}`, 10_002],
])('%s is rejected because of its size', (source, size) => {
  expect(compilePattern(source)).toEqual({
    refused: `it compiles to ${size} instructions, and the limit is 10000`,
    size,
  });
});

// With a backtracking engine, none of these would finish in any reasonable time.
test.each([
  ['([a-z]+)+$', `${'a'.repeat(200_000)}!`],
  ['^(a|a)*$', `${'a'.repeat(100_000)}b`],
  ['^(?:a?){100}a{100}$', 'a'.repeat(50)],
  ['^(?<a>(?:x+x+)+)y$', 'x'.repeat(20_000)],
])('%s finishes on a long text that does not match', (source, text) => {
  expect(match(source, text)).toBeUndefined();
});
