import { describe, expect, test } from 'vitest';
import { rpm } from '../../../../src/rules/orders/packages/rpm.ts';
import realVersions from '../fixtures/rpm.txt';
import { disagreements, placesOf } from '../places.ts';
import { compared } from '../sorted.ts';

describe('versions of Fedora packages', () => {
  test('sort like rpm', () => {
    const { wrong, read } = disagreements(rpm, placesOf(realVersions));
    expect(wrong).toEqual([]);
    expect(read).toBe(1_000);
  });
});

// Each answer is that of rpm.labelCompare of rpm 4.18.
test.each([
  ['1.0~rc1-1', '1.0-1'],
  ['1.0~rc1^git1-1', '1.0-1'],
  ['1.0~-1', '1.0-1'],
  ['1.0-1', '1.0^-1'],
  ['1.0^-1', '1.0^1-1'],
  ['1.0^git1~pre-1', '1.0^git1-1'],
  ['1.0^git1-1', '1.0.1-1'],
  ['1.0^-1', '1.0a-1'],
  ['1.0-1', '1.0a-1'],
  ['1.a-1', '1.0-1'],
  ['a1-1', '1-1'],
  ['1.A-1', '1.a-1'],
  ['1.9-1', '1.10-1'],
  ['1.0-1.fc9', '1.0-1.fc10'],
  ['9.9-1', '1:0.1-1'],
  ['1.0', '1.0-1'],
  ['5.20240909083000123-1', '5.20240909083000124-1'],
])('%s is older than %s', (older, newer) => {
  expect(compared(rpm, older, newer)).toBe(-1);
  expect(compared(rpm, newer, older)).toBe(1);
});

test.each([
  ['1.0-1', '0:1.0-1'],
  ['1.0-1', '1_0-1'],
  ['1.0.-1', '1.0-1'],
  ['1.0+-1', '1.0-1'],
  ['1.00-1', '1.0-1'],
  ['1.0~-1', '1.0.~-1'],
])('%s equals %s', (a, b) => {
  expect(compared(rpm, a, b)).toBe(0);
});

test.each([
  ['1:2.0~rc1-3.fc40', { epoch: '1', version: '2.0~rc1', release: '3.fc40' }, true],
  ['2.0^20240101git1a2b3c4-1', { epoch: '0', version: '2.0^20240101git1a2b3c4', release: '1' }, false],
  ['5.10', { epoch: '0', version: '5.10', release: '' }, false],
  ['483', { epoch: '0', version: '483', release: '' }, false],
  ['v1.2-3.fc38', { epoch: '0', version: 'v1.2', release: '3.fc38' }, false],
])('the parts of %s', (text, parts, prerelease) => {
  expect(rpm.parse(text)).toMatchObject({ ok: true, parts, prerelease });
});

test.each([
  [''],
  ['latest'],
  ['a1b2c3d4'],
  ['123b456'],
  ['v1.0'],
  ['latest-1'],
  ['1.0-1-1'],
  ['1.0-'],
  ['-1'],
  ['x:1.0-1'],
  ['1.0 '],
  ['1.0é-1'],
  ['1.0-1\n'],
])('%j is skipped', (text) => {
  expect(rpm.parse(text)).toEqual({ ok: false, why: expect.stringContaining('is not a version of an RPM package') });
});
