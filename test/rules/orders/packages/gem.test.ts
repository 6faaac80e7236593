import { describe, expect, test } from 'vitest';
import { gem } from '../../../../src/rules/orders/packages/gem.ts';
import realVersions from '../fixtures/gem.txt';
import { disagreements, placesOf } from '../places.ts';
import { compared } from '../sorted.ts';

describe('versions of Ruby gems', () => {
  test('sort like Gem::Version', () => {
    const { wrong, read } = disagreements(gem, placesOf(realVersions));
    expect(wrong).toEqual([]);
    expect(read).toBe(1_100);
  });
});

// Each answer is that of Gem::Version of RubyGems 3.3.
test.each([
  ['1.0.a', '1.0'],
  ['1.0.a', '1.0.a.1'],
  ['1.a.b', '1.a'],
  ['1.A', '1.a'],
  ['1.a9', '1.a10'],
  ['1.0-1', '1.0'],
  ['1.0.rc1', '1.0'],
  ['1.0.beta2', '1.0.rc1'],
  ['1.0.pre.9', '1.0.pre.10'],
  ['1.9', '1.10'],
  ['1.a.0.1', '1.a.1'],
  ['1.0', '483'],
  ['1.20261120083000123', '1.20261120083000124'],
])('%s is older than %s', (older, newer) => {
  expect(compared(gem, older, newer)).toBe(-1);
  expect(compared(gem, newer, older)).toBe(1);
});

test.each([
  ['1', '1.0.0'],
  ['1.0.0.rc1', '1.rc1'],
  ['1.0.a.0', '1.0.a'],
  ['1.0-a', '1.0.pre.a'],
  ['01.02', '1.2'],
])('%s equals %s', (a, b) => {
  expect(compared(gem, a, b)).toBe(0);
});

test.each([
  ['1.2.3', { major: '1', minor: '2', patch: '3' }, false],
  ['2.0.0.rc1', { major: '2', minor: '0', patch: '0' }, true],
  ['2.rc1.5', { major: '2', minor: '0', patch: '0' }, true],
  ['1.2.3.4', { major: '1', minor: '2', patch: '3' }, false],
])('the parts of %s', (text, parts, prerelease) => {
  expect(gem.parse(text)).toMatchObject({ ok: true, parts, prerelease });
});

test.each([
  [''],
  ['latest'],
  ['v1.0'],
  ['a1b2c3d4'],
  ['123b456'],
  ['1..0'],
  ['1.0-'],
  ['1.0_1'],
  ['1.0 '],
  ['1.0+b'],
  ['1.0\n'],
])('%j is skipped', (text) => {
  expect(gem.parse(text)).toEqual({ ok: false, why: expect.stringContaining('is not a version of a gem') });
});
