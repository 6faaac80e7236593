import { describe, expect, test } from 'vitest';
import { isMarkerKey, markerOfCandidate, markerOfFile } from '../../../src/rules/match/marker-place.ts';
import { readKey } from '../../../src/rules/match/read-key.ts';
import { onlyTemplate, ruleSetOf } from '../rule-set-of.ts';

const REGEX = '^r/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>.+)$';
const { rule } = onlyTemplate(ruleSetOf({ prefix: 'r/', regex: REGEX, on: 'v', aliases: ['latest'] }));

describe('isMarkerKey', () => {
  test.each(['r/a/1.0.0/.withdrawn', 'r/a/1.0.0/x.tgz.withdrawn', 'r/.withdrawn', 'r/a.withdrawn'])('%s', (key) => {
    expect(isMarkerKey(rule, key)).toBe(true);
    // It is never a candidate, although the regex may match it.
    expect(readKey(rule, key)).toBeUndefined();
  });

  test.each([
    'r/a/1.0.0/x.tgz',
    's/a/1.0.0/.withdrawn',
    '.withdrawn',
    'r/a/1.0.0/.withdrawn/x',
    'r/a/withdrawn',
    'r/a/.withdrawn ',
  ])('not %s', (key) => {
    expect(isMarkerKey(rule, key)).toBe(false);
  });
});

test('the marker of a candidate is built from the groups of its match', () => {
  expect(markerOfCandidate(rule, 'r/a/1.0.0/x', { app: 'a', v: '1.0.0', file: 'x' })).toBe('r/a/1.0.0/.withdrawn');
});

describe('the marker of a file of a release', () => {
  test.each([
    ['r/a/1.0.0/SUMS', 'r/a/1.0.0/.withdrawn'],
    ['r/a/1.0.0/sub/SUMS', 'r/a/1.0.0/.withdrawn'],
    // It is in the folder of another release, or of none.
    ['r/a/2.0.0/SUMS', 'r/a/2.0.0/SUMS.withdrawn'],
    ['r/b/1.0.0/SUMS', 'r/b/1.0.0/SUMS.withdrawn'],
    ['r/SUMS', 'r/SUMS.withdrawn'],
    ['done', 'done.withdrawn'],
  ])('%s: %s', (key, marker) => {
    expect(markerOfFile(rule, key, { app: 'a', v: '1.0.0' })).toBe(marker);
  });

  test('there is no marker under withdraw: false', () => {
    const { rule: without } = onlyTemplate(ruleSetOf({ regex: REGEX, on: 'v', aliases: ['latest'], withdraw: false }));
    expect(markerOfFile(without, 'r/a/1.0.0/SUMS', { app: 'a', v: '1.0.0' })).toBeUndefined();
  });
});
