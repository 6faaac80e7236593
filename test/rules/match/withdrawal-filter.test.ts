import { describe, expect, test } from 'vitest';
import { compareKeys } from '../../../src/compare-keys.ts';
import { createWithdrawalFilter } from '../../../src/rules/match/withdrawal-filter.ts';
import { seededRandom } from '../seeded-random.ts';

/** Passes keys through a filter. Keys that end in `!` are markers; the marker of another key is what `markerOf` says. */
function filtered(
  keys: readonly string[],
  markerOf: (key: string) => string | undefined,
  earlier: readonly string[] = [],
) {
  const free: string[] = [];
  const marked: string[] = [];
  const filter = createWithdrawalFilter<string>(
    (key) => free.push(key),
    ({ item, marker }) => marked.push(`${item} by ${marker}`),
    earlier,
  );
  for (const key of [...keys].sort(compareKeys)) {
    filter.pass(key);
    if (key.endsWith('!')) filter.addMarker(key);
    else filter.addCandidate(key, markerOf(key));
  }
  filter.end();
  return { free: free.sort(compareKeys), marked: marked.sort(compareKeys), markers: [...filter.markers] };
}

const beside = (key: string): string => `${key}!`;
const inFolder = (key: string): string => `${key.slice(0, key.lastIndexOf('/') + 1)}!`;

describe('divides candidates', () => {
  test.each<[string, readonly string[], (key: string) => string | undefined, free: string, marked: string]>([
    ['a marker after its candidate', ['a', 'a!', 'b'], beside, 'b', 'a by a!'],
    ['keys between a candidate and its marker', ['a', 'a ', 'a  ', 'a!'], beside, 'a ,a  ', 'a by a!'],
    ['a marker before its candidates', ['f/!', 'f/a', 'f/b', 'g/a'], inFolder, 'g/a', 'f/a by f/!,f/b by f/!'],
    ['candidates on both sides of their marker', ['f/ x', 'f/!', 'f/a'], inFolder, '', 'f/ x by f/!,f/a by f/!'],
    ['no marker', ['a', 'b'], beside, 'a,b', ''],
    ['a marker without a candidate', ['a!', 'b'], beside, 'b', ''],
    ['rules without markers', ['a', 'a!'], () => undefined, 'a', ''],
    ['the last candidate waits for a marker that never comes', ['a'], beside, 'a', ''],
  ])('%s', (_, keys, markerOf, free, marked) => {
    const result = filtered(keys, markerOf);
    expect([result.free.sort(compareKeys).join(), result.marked.join()]).toEqual([free, marked]);
  });
});

test('markers of an earlier part of the listing count', () => {
  expect(filtered(['f/a'], inFolder, ['f/!'])).toMatchObject({ free: [], marked: ['f/a by f/!'] });
});

test('equals the definition for random keys', () => {
  const random = seededRandom(7);
  for (let i = 0; i < 500; i++) {
    const text = () => Array.from({ length: 1 + random.below(4) }, () => random.pick(['a', ' ', '/', '.'])).join('');
    const markerOf = random.pick([beside, inFolder]);
    const keys = [...new Set(Array.from({ length: random.below(12) }, text))];
    const markers = keys.map(markerOf).filter(() => random.below(3) === 0);
    const result = filtered([...new Set([...keys, ...markers])], markerOf);
    expect(result.free).toEqual(keys.filter((key) => !markers.includes(markerOf(key))).sort(compareKeys));
    expect(result.marked).toHaveLength(keys.filter((key) => markers.includes(markerOf(key))).length);
  }
});
