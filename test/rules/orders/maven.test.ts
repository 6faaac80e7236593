import { describe, expect, test } from 'vitest';
import { maven } from '../../../src/rules/orders/maven.ts';
import { seededRandom } from '../seeded-random.ts';
import realVersions from './fixtures/maven.txt';
import { disagreements, placesOf } from './places.ts';
import { compared } from './sorted.ts';

describe('versions of Maven artifacts', () => {
  test('sort like Maven', () => {
    const { wrong, read } = disagreements(maven, placesOf(realVersions));
    expect(wrong).toEqual([]);
    expect(read).toBeGreaterThan(1_000);
  });
});

test('accepted versions have a total order without cycles', () => {
  const random = seededRandom(7);
  const texts = Array.from({ length: 20_000 }, () =>
    Array.from(
      { length: 1 + random.below(6) },
      () =>
        random.pick(['.', '-', '']) + (random.below(5) < 3 ? random.pick(['0', '0', '1', '2']) : random.pick(WORDS)),
    ).join(''),
  );
  const values = [...new Set(texts)].flatMap((text) => {
    const reading = maven.parse(text);
    return reading.ok ? [reading.value] : [];
  });
  const some = values.slice(0, 250);
  expect(some).toHaveLength(250);
  const signs = some.map((a) => some.map((b) => Math.sign(maven.compare(a, b))));
  const sign = (i: number, j: number): number => signs[i]?.[j] ?? Number.NaN;
  let circles = 0;
  for (const i of some.keys())
    for (const j of some.keys())
      if (sign(i, j) <= 0) for (const k of some.keys()) if (sign(j, k) <= 0 && sign(i, k) > 0) circles++;
  expect(circles).toBe(0);
});

const WORDS = [
  'alpha',
  'beta',
  'a',
  'b',
  'M',
  'rc',
  'cr',
  'SNAPSHOT',
  'ga',
  'final',
  'release',
  'sp',
  'jre',
  'x',
] as const;

// POM reference, "Version Order Specification", each pair checked with ComparableVersion of maven-artifact 3.8.7.
test.each([
  ['1.0-alpha-1', '1.0-beta-1'],
  ['1.0-beta-1', '1.0-milestone-1'],
  ['1.0-M9', '1.0-M10'],
  ['1.0-M10', '1.0-rc1'],
  ['1.0-rc1', '1.0-SNAPSHOT'],
  ['1.0-SNAPSHOT', '1.0'],
  ['1.0', '1.0-sp'],
  ['1.0-sp', '1.0-jre'],
  ['1.0-jre', '1.0-1'],
  ['1.0-1', '1.0.1'],
  ['1.9', '1.10'],
  ['1.0-android', '1.0-jre'],
  ['4.1.0-alpha01-6193524', '4.1.0'],
  ['9.4.54.v20240208', '9.4.55.v20240401'],
  ['1.20261120083000123', '1.20261120083000124'],
])('%s is older than %s', (older, newer) => {
  expect(compared(maven, older, newer)).toBe(-1);
  expect(compared(maven, newer, older)).toBe(1);
});

test.each([
  ['1.0', '1.0.0'],
  ['1.0', '1-ga'],
  ['1.0.0', '1.0.Final'],
  ['2.0.0', '2.0.0.RELEASE'],
  ['1.0-a1', '1.0-alpha-1'],
  ['1.0-cr2', '1.0-rc2'],
  ['1.0-RC1', '1.0-rc1'],
  ['1.0x', '1.0-X'],
])('%s equals %s', (a, b) => {
  expect(compared(maven, a, b)).toBe(0);
});

test.each([
  ['2.0.0-M1', { major: '2', minor: '0', patch: '0', qualifier: 'M1' }, true],
  ['31.1-jre', { major: '31', minor: '1', patch: '0', qualifier: 'jre' }, false],
  ['5.2.20.RELEASE', { major: '5', minor: '2', patch: '20', qualifier: 'RELEASE' }, false],
  ['1.0-SNAPSHOT', { major: '1', minor: '0', patch: '0', qualifier: 'SNAPSHOT' }, true],
  ['1-beta-2', { major: '1', minor: '0', patch: '0', qualifier: 'beta-2' }, true],
  ['1.10.0', { major: '1', minor: '10', patch: '0', qualifier: '' }, false],
  // Only with a number right behind it is a letter a short word.
  ['1.0-b', { major: '1', minor: '0', patch: '0', qualifier: 'b' }, false],
])('the parts of %s', (text, parts, prerelease) => {
  expect(maven.parse(text)).toMatchObject({ ok: true, parts, prerelease });
});

test.each([
  '',
  'latest',
  '12345678',
  '20261120',
  'a1b2c3d4',
  '1234abcd',
  'v1.0',
  '42',
  '1.',
  '.1',
  '1.0 ',
  '1.0é',
  '1-7',
  '1.0.beta-1',
  '1.0-rc1-x',
  '9.0.0_r3',
])('%j is skipped', (text) => {
  expect(maven.parse(text)).toEqual({ ok: false, why: expect.stringContaining('is not a Maven version') });
});
