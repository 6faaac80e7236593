import { describe, expect, test } from 'vitest';
import { createNativeMatch, type NativeMatch } from '../../../../src/rules/pattern/native/native-match.ts';
import { nativeProgram } from '../../../../src/rules/pattern/native/native-program.ts';
import { compareEngines } from './differences.ts';

function compileNative(source: string): NativeMatch | undefined {
  const program = nativeProgram(source);
  return program && createNativeMatch(program);
}

test.each([
  ['^r/(?<app>[^/]+)/(?<v>[^/]+)$', 'r/a/1.0', { app: 'a', v: '1.0' }],
  ['^(?<name>[^/]+)-(?<v>[^-/]+)\\.tgz$', 'a-b-1.0.tgz', { name: 'a-b', v: '1.0' }],
  ['^(?<folder>.+)/(?<file>[^/]+)$', 'a/b/c', { folder: 'a/b', file: 'c' }],
  ['^a(?<b>b)?$', 'a', {}],
  ['^(?<a>.)$', '😀', { a: '😀' }],
  ['^a', 'abc', {}],
  ['^(?<constructor>a)$', 'a', { constructor: 'a' }],
])('%s matches %j', (source, text, groups) => {
  expect(compileNative(source)?.match(text, 0)).toEqual(groups);
  // A second match starts again.
  expect(compileNative(source)?.match(text, 0)).toEqual(groups);
});

test.each([
  ['^r/(?<app>[^/]+)/(?<v>[^/]+)$', 'r/a/b/c'],
  ['^(?<name>[^/]+)\\.jpg$', 'a.jpg\n'],
  ['^.$', '\n'],
  ['^\\s$', '\u00a0'],
  ['^a$', ''],
])('%s does not match %j', (source, text) => {
  const native = compileNative(source);
  expect(native).toBeDefined();
  expect(native?.match(text, 0)).toBeUndefined();
});

test.each(['(?i)a', '^[^/]+-[^/]+$', 'a', '('])('%s is left to RE2', (source) => {
  expect(compileNative(source)).toBeUndefined();
});

test.each([
  ['^r/(?<app>[^/]+)/(?<v>[^/]+)$', 'r/ab/1', 'app', 4],
  ['^(?<name>[^/]+)\\.jpg$', 'ab.jpg', 'name', 2],
  ['^a(?<b>b)?$', 'a', 'b', undefined],
  ['^a(?<b>b)?$', 'x', 'b', undefined],
])('in %s on %j, the group %s ends at %s', (source, text, group, end) => {
  expect(compileNative(source)?.endOf(text, group, 0)).toBe(end);
});

describe('a match that begins later in a text', () => {
  test.each([
    ['^(?<app>[^/]+)/(?<v>[^/]+)$', 'r/a/1.0', 2, { app: 'a', v: '1.0' }, 'app', 3],
    ['^(?<name>[^/]+)-(?<v>[^-/]+)\\.tgz$', 'r/a-b-1.0.tgz', 2, { name: 'a-b', v: '1.0' }, 'name', 5],
    ['^(?<a>x)?$', 'r/', 2, {}, 'a', undefined],
  ])('%s in %s from %i', (source, text, from, groups, group, end) => {
    expect(compileNative(source)?.match(text, from)).toEqual(groups);
    expect(compileNative(source)?.endOf(text, group, from)).toBe(end);
  });

  test.each([
    ['^(?<v>[^/]+)$', 'r/a/1.0', 2],
    ['^a', 'ra', 0],
    ['^(?<name>[^/]+)-(?<v>[^-/]+)\\.tgz$', 'a-b-1.0.tgz', 4],
  ])('%s does not match %s from %i', (source, text, from) => {
    expect(compileNative(source)?.match(text, from)).toBeUndefined();
  });
});

test('groups have no prototype', () => {
  const groups = compileNative('^(?<a>x)$')?.match('x', 0);
  expect(groups && 'constructor' in groups).toBe(false);
});

// `npm run compare-engines` compares millions.
describe('RE2 finds the same in random patterns', () => {
  test.each([1, 2, 3])('seed %i', (seed) => {
    const { differences, native, matches } = compareEngines(seed, 1_500);
    expect(differences).toEqual([]);
    // Otherwise the comparison would show nothing.
    expect(native).toBeGreaterThan(300);
    expect(matches).toBeGreaterThan(1_000);
  });
});

// An engine that goes back would need the square of these lengths, or more.
test.each([
  ['^(?:[^/]+/)*[^/]+$', 'a/'.repeat(50_000)],
  ['^(?<a>[^/]+)/(?<b>[^/]+)/(?<c>[^/]+)$', 'a'.repeat(100_000)],
  ['^(?<name>[^/]+)-(?<v>[^-/]+)\\.tgz$', '-'.repeat(100_000)],
  ['^.+/(?<a>[^/]+)/(?<b>[^/]+)\\.x$', '/'.repeat(100_000)],
])('%s ends on a long text that does not match', (source, text) => {
  expect(compileNative(source)?.match(text, 0)).toBeUndefined();
});
