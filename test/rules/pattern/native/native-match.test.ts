import { describe, expect, test } from 'vitest';
import { compileNative } from '../../../../src/rules/pattern/native/native-match.ts';
import { compareEngines } from './differences.ts';

test.each([
  ['^r/(?<app>[^/]+)/(?<v>[^/]+)$', 'r/a/1.0', { app: 'a', v: '1.0' }],
  ['^(?<name>[^/]+)-(?<v>[^-/]+)\\.tgz$', 'a-b-1.0.tgz', { name: 'a-b', v: '1.0' }],
  ['^(?<folder>.+)/(?<file>[^/]+)$', 'a/b/c', { folder: 'a/b', file: 'c' }],
  ['^a(?<b>b)?$', 'a', {}],
  ['^(?<a>.)$', '😀', { a: '😀' }],
  ['^a', 'abc', {}],
  ['^(?<constructor>a)$', 'a', { constructor: 'a' }],
])('%s matches %j', (source, text, groups) => {
  expect(compileNative(source)?.match(text)).toEqual(groups);
  // A second match starts again.
  expect(compileNative(source)?.match(text)).toEqual(groups);
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
  expect(native?.match(text)).toBeUndefined();
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
  expect(compileNative(source)?.endOf(text, group)).toBe(end);
});

test('groups have no prototype', () => {
  const groups = compileNative('^(?<a>x)$')?.match('x');
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
  expect(compileNative(source)?.match(text)).toBeUndefined();
});
