import Range from 'semver/classes/range.js';
import { expect, test } from 'vitest';
import { parseVersionRange } from '../../../src/rules/compile/parse-version-range.ts';
import { semver } from '../../../src/rules/orders/semver.ts';
import { isInRange } from '../../../src/rules/orders/version-range.ts';
import { seededRandom } from '../seeded-random.ts';
import { randomRangeText, randomVersionText } from './version-texts.ts';

function isIn(range: string, text: string, prereleases = false): boolean {
  const parsed = parseVersionRange(range, prereleases);
  const version = semver.parse(text);
  if (parsed === undefined || !version.ok) throw new Error(`${range} or ${text} cannot be read`);
  return isInRange(parsed, version.value);
}

test.each([
  ['^1.2', '1.9.9'],
  ['>=1.2 <3', '1.2.0'],
  ['1 || 3', '3.0.0'],
  ['*', '0.0.1'],
  ['', '7.0.0'],
  ['=1.2.3', '1.2.3+build'],
  ['>=1.2.3-rc.1', '1.2.3-rc.2'],
  ['1.2.3 - 2', '2.9.9'],
])('%s admits %s', (range, version) => expect(isIn(range, version)).toBe(true));

test.each([
  ['^1.2', '2.0.0'],
  ['^1.2', '1.3.0-rc.1'],
  ['>=1.2 <3', '3.0.0'],
  ['*', '1.0.0-rc.1'],
  ['>=1.2.3-rc.1', '1.2.4-rc.1'],
  ['<0.0.0-0', '0.0.0'],
])('%s does not admit %s', (range, version) => expect(isIn(range, version)).toBe(false));

test('with prereleases, a range admits those of every release in it', () => {
  expect(isIn('^1.2', '1.3.0-rc.1', true)).toBe(true);
  expect(isIn('*', '1.0.0-rc.1', true)).toBe(true);
});

// node-semver compares these as doubles, which are equal.
test('long numbers of prereleases are compared exactly', () => {
  expect(isIn('>1.0.0-n.20261120083000123', '1.0.0-n.20261120083000124')).toBe(true);
  expect(isIn('>1.0.0-n.20261120083000124', '1.0.0-n.20261120083000123')).toBe(false);
});

test.each([false, true])('random ranges admit what node-semver admits, prereleases: %s', (includePrerelease) => {
  const random = seededRandom(16);
  const versions = Array.from({ length: 300 }, () => randomVersionText(random)).filter((text) => semver.parse(text).ok);
  const ranges = Array.from({ length: 500 }, () => randomRangeText(random)).filter(
    (text) => parseVersionRange(text, includePrerelease) !== undefined,
  );
  const different = ranges.flatMap((text) => {
    const range = new Range(text, { includePrerelease });
    return versions.flatMap((version) =>
      range.test(version) === isIn(text, version, includePrerelease) ? [] : [`${text} ${version}`],
    );
  });
  expect(different).toEqual([]);
  expect(ranges.length).toBeGreaterThan(200);
  expect(versions.length).toBeGreaterThan(50);
});
