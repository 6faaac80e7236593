import compareVersions from 'semver/functions/compare.js';
import parseVersion from 'semver/functions/parse.js';
import rsort from 'semver/functions/rsort.js';
import { describe, expect, test } from 'vitest';
import viteVersions from '../../../src/cli/dev/demo/vite-versions.txt';
import { semver } from '../../../src/rules/orders/semver.ts';
import { seededRandom } from '../seeded-random.ts';
import { compared, sorted } from './sorted.ts';
import { randomVersionText } from './version-texts.ts';

const versions = viteVersions.trim().split(/\r?\n/);

describe('the 711 published versions of vite', () => {
  test('are all accepted and sorted like node-semver', () => {
    expect(versions).toHaveLength(711);
    expect([...sorted(semver, versions)].reverse()).toEqual(rsort([...versions]));
  });

  test('have 8.3.8 as their newest release, and their prereleases are recognized', () => {
    const releases = versions.filter((version) => {
      const read = semver.parse(version);
      return read.ok && !read.prerelease;
    });
    expect(sorted(semver, releases).at(-1)).toBe('8.3.8');
    expect(releases.filter((version) => version.includes('-'))).toEqual([]);
    expect(versions.length).toBeGreaterThan(releases.length);
  });
});

// Semantic Versioning 2.0.0, section 11.4, and beyond it.
test.each([
  ['1.0.0-alpha', '1.0.0-alpha.1'],
  ['1.0.0-alpha.1', '1.0.0-alpha.beta'],
  ['1.0.0-alpha.beta', '1.0.0-beta'],
  ['1.0.0-beta', '1.0.0-beta.2'],
  ['1.0.0-beta.2', '1.0.0-beta.11'],
  ['1.0.0-beta.11', '1.0.0-rc.1'],
  ['1.0.0-rc.1', '1.0.0'],
  ['1.9.0', '1.10.0'],
  ['v1.0.0', '1.0.1'],
  ['1.0.0-Z', '1.0.0-a'],
  ['1.0.0--1', '1.0.0-0a'],
  ['1.0.0-999', '1.0.0-1a'],
  ['0.0.0', '0.0.1-0'],
  // Build stamps with 17 digits that differ in the last one, and are equal as doubles.
  ['1.0.0-nightly.20261120083000123', '1.0.0-nightly.20261120083000124'],
  ['1.0.0-99999999999999998', '1.0.0-100000000000000000'],
  ['1.0.0-7', '1.0.0-20261120083000123'],
])('%s is older than %s', (older, newer) => {
  expect(compared(semver, older, newer)).toBe(-1);
  expect(compared(semver, newer, older)).toBe(1);
});

test.each([
  ['1.0.0+a', '1.0.0+b'],
  ['1.0.0', 'v1.0.0+build.7'],
  ['1.0.0-rc.1+x', '1.0.0-rc.1'],
])('%s equals %s', (a, b) => {
  expect(compared(semver, a, b)).toBe(0);
});

test.each([
  ['1.2.3', { major: '1', minor: '2', patch: '3', prerelease: '', build: '' }, false],
  ['v2.0.0-rc.1+exp.5', { major: '2', minor: '0', patch: '0', prerelease: 'rc.1', build: 'exp.5' }, true],
  ['1.2.3+b', { major: '1', minor: '2', patch: '3', prerelease: '', build: 'b' }, false],
])('the parts of %s', (text, parts, prerelease) => {
  expect(semver.parse(text)).toMatchObject({ ok: true, parts, prerelease });
});

test.each([
  [''],
  ['latest'],
  ['1'],
  ['1.2'],
  ['1.2.3.4'],
  ['01.2.3'],
  ['1.2.3-01'],
  ['1.2.3-'],
  ['1.2.3-rc..1'],
  ['V1.2.3'],
  ['vv1.2.3'],
  ['=1.2.3'],
  ['a1b2c3d4'],
  ['20261120'],
  [' 1.2.3'],
  ['1.2.3 '],
  ['1.2.3-rc.1 '],
  ['1.2.3+b\n'],
  ['1.2.3-é'],
  ['99999999999999999.0.0'],
  [`1.0.0-${'a'.repeat(300)}`],
])('%j is skipped', (text) => {
  expect(semver.parse(text)).toEqual({
    ok: false,
    why: `"${text}" is not a semantic version (like 1.10.0 or 2.0.0-rc.1)`,
  });
});

describe('random texts', () => {
  /** What `parse` accepted when node-semver did the reading. */
  const SHAPE = /^v?\d+\.\d+\.\d+(?:[-+]\S+)?$/;
  const random = seededRandom(15);
  const texts = Array.from({ length: 20_000 }, () => randomVersionText(random));
  const valid = texts.filter((text) => SHAPE.test(text) && parseVersion(text) !== null);

  test('are read as node-semver reads them', () => {
    const read = texts.map((text) => {
      const own = semver.parse(text);
      return own.ok ? [text, own.parts, own.prerelease] : [text];
    });
    const expected = texts.map((text) => {
      const version = SHAPE.test(text) ? parseVersion(text) : null;
      if (version === null) return [text];
      const { major, minor, patch, prerelease, build } = version;
      const numbers = { major: String(major), minor: String(minor), patch: String(patch) };
      return [text, { ...numbers, prerelease: prerelease.join('.'), build: build.join('.') }, prerelease.length > 0];
    });
    expect(read).toEqual(expected);
    expect(valid.length).toBeGreaterThan(4000);
    expect(texts.length - valid.length).toBeGreaterThan(4000);
  });

  test('are compared as node-semver compares them', () => {
    const pairs = valid.slice(1).map((text, i) => [text, valid[i] ?? ''] as const);
    const own = pairs.map(([a, b]) => [a, b, compared(semver, a, b)]);
    expect(own).toEqual(pairs.map(([a, b]) => [a, b, compareVersions(a, b)]));
  });
});
