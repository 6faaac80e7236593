import { describe, expect, test } from 'vitest';
import { debian } from '../../../src/rules/orders/debian.ts';
import realVersions from './fixtures/debian.txt';
import { disagreements, placesOf } from './places.ts';
import { compared } from './sorted.ts';

describe('versions of Debian packages', () => {
  test('sort like dpkg', () => {
    const { wrong, read } = disagreements(debian, placesOf(realVersions));
    expect(wrong).toEqual([]);
    expect(read).toBe(1_284);
  });
});

// Debian Policy Manual, 5.6.12, and deb-version(7).
test.each([
  ['1.0~~', '1.0~~a'],
  ['1.0~~a', '1.0~'],
  ['1.0~', '1.0'],
  ['1.0~rc1-1', '1.0-1'],
  ['1.0', '1.0a'],
  ['1.0a', '1.0+'],
  ['1.9', '1.10'],
  ['1.0-1', '1.0-1.1'],
  ['1.0-1~bpo12+1', '1.0-1'],
  ['9.9', '1:0.1'],
  ['1:9.9', '2:0.1'],
  ['11.1+deb11u8', '12'],
  ['12.1.1', '13'],
  ['1:6', '1:7'],
  ['12', '12ubuntu4'],
  ['2023010601', '20230106010'],
  ['1.0-9', '1.0-10'],
  ['1.20261120083000123', '1.20261120083000124'],
])('%s is older than %s', (older, newer) => {
  expect(compared(debian, older, newer)).toBe(-1);
  expect(compared(debian, newer, older)).toBe(1);
});

test.each([
  ['1.0', '0:1.0'],
  ['1.0', '1.0-0'],
  ['1.00', '1.0'],
  ['1.0-01', '1.0-1'],
])('%s equals %s', (a, b) => {
  expect(compared(debian, a, b)).toBe(0);
});

test.each([
  ['1:2.0~rc1-3', { epoch: '1', upstream: '2.0~rc1', revision: '3' }, true],
  ['1.0-2-3', { epoch: '0', upstream: '1.0-2', revision: '3' }, false],
  ['1.0-1~bpo12+1', { epoch: '0', upstream: '1.0', revision: '1~bpo12+1' }, false],
])('the parts of %s', (text, parts, prerelease) => {
  expect(debian.parse(text)).toMatchObject({ ok: true, parts, prerelease });
});

test.each([
  [''],
  ['latest'],
  ['123b456'],
  ['a1b2c3d4'],
  ['v1.0'],
  ['1.0_1'],
  ['1:'],
  ['x:1.0'],
  ['1.0-'],
  ['1.0 '],
  ['1.0é'],
])('%j is skipped', (text) => {
  expect(debian.parse(text)).toEqual({ ok: false, why: expect.stringContaining('is not a Debian version') });
});
