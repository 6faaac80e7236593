import { describe, expect, test } from 'vitest';
import { maven } from '../../../src/rules/orders/maven.ts';
import { seededRandom } from '../seeded-random.ts';
import realArtifacts from './fixtures/artifacts.txt';
import realVersions from './fixtures/maven.txt';
import { disagreements, placesOf } from './places.ts';
import { compared } from './sorted.ts';

describe('versions of Maven artifacts', () => {
  test('sort like Maven', () => {
    const { wrong, read } = disagreements(maven, placesOf(realVersions));
    expect(wrong).toEqual([]);
    expect(read).toBe(1_600);
  });

  // Every version is read and has its place, so the winner is that of Maven.
  test.each(realArtifacts.trim().split('\n'))('of one artifact sort like Maven: %.60s', (line) => {
    const places = line.split(' ').map((place) => place.split('='));
    const { wrong, read } = disagreements(maven, places);
    expect(wrong).toEqual([]);
    expect(places.flat().length - read).toBe(places.flat().filter((text) => NOT_VERSIONS.has(text)).length);
    expect(maven.parse(places.at(-1)?.[0] ?? '')).toMatchObject({ ok: true });
  });
});

/** Two names of branches that became versions by mistake. */
const NOT_VERSIONS: ReadonlySet<string> = new Set(['gh-actions', 'test001.2']);

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
  ['1.0.1', '52'],
  ['482', '483'],
  ['291', '291-gamma'],
  ['291-gamma', '313'],
  ['12', '12-spam'],
  ['12', '12-rcfoo'],
  ['12-rc1', '12'],
  ['3.8.0.Final', '3.8.0.Final-redhat-00001'],
  ['3.8.0.Final-redhat-00001', '3.8.0.Final-redhat-00002'],
  ['3.8.0.Final-redhat-00002', '3.8.1.Final'],
  ['2.6.redhat-6', '2.6.redhat-7'],
  ['2.13.5.SP1', '2.13.5.SP1-redhat-00002'],
  ['1.0.0.RELEASE', '1.0.0.BUILD-SNAPSHOT'],
  ['1.0-SNAPSHOT', '1.0-20240101.120000-1'],
  ['1.0-20240101.120000-1', '1.0-20240101.120000-2'],
  ['1.0.0-RC1-incubating', '1.0.0-incubating'],
  ['22.0-rc1-android', '22.0-android'],
  ['9.4.1.jre16', '9.4.1.jre16-preview'],
  ['1.14.2', '1.14.2+1'],
  ['2.0.0-1.4.0', '4.1.0-1.86.0'],
  ['1.0.46', '2.0.0-1.4.0'],
  ['v3-rev20240101-2.0.0', 'v3-rev20250511-2.0.0'],
  ['Greenwich.RELEASE', 'Greenwich.SR3'],
  ['Greenwich.SR3', 'Greenwich.SR10'],
  ['Greenwich.SR3', 'Hoxton.M1'],
  ['5.0', '5.0_BETA'],
  ['5.0_ALPHA', '5.0_BETA'],
  ['8.0.0-JDK17-M9', '8.0.0-JDK17-M12'],
  ['r03', 'r09'],
  ['r09', '10.0'],
  ['v2.0', '1.0'],
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
  ['483', { major: '483', minor: '0', patch: '0', qualifier: '' }, false],
  ['3.8.0.Final-redhat-00001', { major: '3', minor: '8', patch: '0', qualifier: 'Final-redhat-00001' }, false],
  ['2.6.redhat-6', { major: '2', minor: '6', patch: '0', qualifier: 'redhat-6' }, false],
  ['1.0.0.BUILD-SNAPSHOT', { major: '1', minor: '0', patch: '0', qualifier: 'BUILD-SNAPSHOT' }, true],
  ['1.0-20240101.120000-1', { major: '1', minor: '0', patch: '0', qualifier: '20240101.120000-1' }, true],
  ['1.14.2+1', { major: '1', minor: '14', patch: '2', qualifier: '1' }, false],
  ['4.1.0-1.86.0', { major: '4', minor: '1', patch: '0', qualifier: '1.86.0' }, false],
  ['v3-rev20250511-2.0.0', { major: '3', minor: '0', patch: '0', qualifier: 'rev20250511-2.0.0' }, false],
  ['5.0_BETA', { major: '5', minor: '0', patch: '0', qualifier: 'BETA' }, true],
])('the parts of %s', (text, parts, prerelease) => {
  expect(maven.parse(text)).toMatchObject({ ok: true, parts, prerelease });
});

test.each(['Greenwich.SR3', 'Bismuth-RELEASE', 'Hoxton.GA'])(
  '%s has no numbers, so templates with them skip it',
  (text) => {
    expect(maven.parse(text)).toEqual({
      ok: true,
      value: expect.anything(),
      prerelease: false,
      parts: { qualifier: text.replace(/^\w+[.-]/, '') },
    });
  },
);

test.each([
  '2.9.0.pr4',
  '1.0pre4',
  '2.0-pre4',
  '9.4.1.jre16-preview',
  '9.0-preview2',
  '22-ea+11',
  '1.4.0-eap-25',
  '2.0.1.MR',
  '2.0.1.MR2',
  '2.0.0.PFD',
  '3.0.0-dev',
  '3.0.0-dev-123',
  '5.0_BETA',
  '8.0.0-JDK17-M12',
  '1.0.0-RC1-incubating',
  '22.0-rc1-android',
  '1.0.0.BUILD-SNAPSHOT',
  'Finchley.BUILD-SNAPSHOT',
  'Hoxton.M1',
  '1.0-20240101.120000-1',
  '1.1.0-rc-2-nightly',
])('%s is a prerelease', (text) => {
  expect(maven.parse(text)).toMatchObject({ ok: true, prerelease: true });
});

test.each([
  '1.0-press',
  '1.0.prod',
  '1.0-area',
  '1.0-mrna',
  '1.0-device',
  '1.0-devel',
  '1.0-3ea7f21',
  '1.0-redhat-1',
  '1.0.0-incubating',
  '31.1-android',
  '1.0-20240101',
  '1.0-20240101.120000',
  '12-spam',
  '291-gamma',
  '12-rcfoo',
  'Greenwich.SR3',
])('%s is not', (text) => {
  expect(maven.parse(text)).toMatchObject({ ok: true, prerelease: false });
});

test.each([
  '',
  'latest',
  'LATEST',
  'RELEASE',
  'SNAPSHOT',
  'main-1',
  'latest.sha256',
  'Greenwich',
  'Greenwich.SR',
  'gh-actions',
  'test001.2',
  'build-12',
  'v',
  'vertx-1.0',
  'a1b2c3d4',
  '1234abcd',
  '1.',
  '.1',
  '1.0 ',
  '1.0é',
  '1.0-',
  '1.0/x',
  '123b456',
  '1.0:1',
])('%j is skipped', (text) => {
  expect(maven.parse(text)).toEqual({ ok: false, why: expect.stringContaining('is not a Maven version') });
});
