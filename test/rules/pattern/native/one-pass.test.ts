import { expect, test } from 'vitest';
import { onePassOf } from '../../../../src/rules/pattern/native/one-pass.ts';
import { parseRegex } from '../../../../src/rules/pattern/native/parse-regex.ts';

function proved(source: string) {
  const tree = parseRegex(source);
  return tree && onePassOf(tree);
}

test.each([
  '^a$',
  '^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$',
  '^(?<app>[^/]+)/latest$',
  '^dt=(?<day>\\d{4}-\\d{2}-\\d{2})/',
  '^(?<a>[a-z]+)(?<b>\\d+)?(?:-(?<c>x|y))?$',
  '^(?:[^/]+/)*\\z',
  '^v(?<n>\\d+)(?:\\.\\d+)*?$',
  '^(?:|a)b$',
  '^a{2,5}b',
  '^',
  '^[a-z]*',
])('%s is one-pass forwards', (source) => {
  expect(proved(source)).toBe('forwards');
});

test.each([
  '^(?<name>[^/]+)\\.jpg$',
  '^(?<name>[^/]+)-(?<version>[^-/]+)\\.tar\\.gz$',
  '^(?<folder>.+)/(?<file>[^/]+)$',
  '^.+/(?<a>[^/]+)/(?<b>[^/]+)$',
  '^(?:[^/]+/)*[^/]+\\z',
  '^(?<n>a+)ab$',
  '^\\d*\\d$',
])('%s is one-pass backwards', (source) => {
  expect(proved(source)).toBe('backwards');
});

test.each([
  // Without an anchor at the start, a match can begin anywhere.
  'a$',
  '(?:^a)$',
  '^a|b$',
  // Read backwards, a match without an anchor at the end could end anywhere.
  '^(?<name>[^/]+)\\.jpg',
  // JavaScript forgets the groups of the last repetition.
  '^(?:(?<a>x)|y)*$',
  '^(?<a>x){2}$',
  // A repetition of nothing.
  '^(?:a*)*$',
  '^(?:a?){3}$',
  // Two ways to match the same text.
  '^(?<a>x?)(?<b>x?)$',
  '^(?:a|a)$',
  '^(?:a?|b?)c$',
  '^(?<a>[^/]+)(?<b>[^/]+)$',
  '^[^/]+-[^/]+$',
  // Anchors inside.
  '^a$b',
  '^(?:a$|b)',
  // Too large to be proved.
  '^(?:abcdefghij){999}$',
])('%s is not proved to be one-pass', (source) => {
  expect(parseRegex(source)).toBeDefined();
  expect(proved(source)).toBeUndefined();
});
