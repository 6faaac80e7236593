import { expect, test } from 'vitest';
import { calver } from '../../../src/rules/orders/calver.ts';
import { compared, sorted } from './sorted.ts';

test('sorts the releases of a year by date, with prereleases before their release', () => {
  const row = ['24.04', '24.10', '2025.1', '2025.9.3', '2025.10.0-rc1', '2025.10', '2026.11.2', '2026.11.10'];
  expect(sorted(calver, [...row].reverse())).toEqual(row);
});

test.each([
  ['2026.9', '2026.10'],
  ['2026.11.0b1', '2026.11.0b2'],
  ['2026.11.dev9', '2026.11.a1'],
  ['2026.11.0b9', '2026.11.0rc1'],
  ['2026.11.0rc1', '2026.11'],
  ['2026.11.2', '2026.11.2.1'],
  ['99.12', '2100.01'],
])('%s is older than %s', (older, newer) => {
  expect(compared(calver, older, newer)).toBe(-1);
  expect(compared(calver, newer, older)).toBe(1);
});

test.each([
  ['24.04', '2024.4'],
  ['2026.11', '2026.11.0.0'],
  ['v2026.11', '2026.11'],
])('%s equals %s', (a, b) => {
  expect(compared(calver, a, b)).toBe(0);
});

test.each([
  ['24.4.1', { year: '2024', month: '04', third: '1', fourth: '0' }, false],
  ['2026.11.2-rc.1', { year: '2026', month: '11', third: '2', fourth: '0' }, true],
])('the parts of %s', (text, parts, prerelease) => {
  expect(calver.parse(text)).toMatchObject({ ok: true, parts, prerelease });
});

test.each([
  [''],
  ['latest'],
  ['2026'],
  ['20261120'],
  ['2026.13'],
  ['2026.0'],
  ['2026.00'],
  ['1.2.3'],
  ['123.4'],
  ['3026.1.'],
  ['2026.11.2.3.4'],
  ['2026-11-20'],
  ['2026.11-SNAPSHOT'],
  ['a1b2c3d4'],
  ['2026.11\n'],
])('%j is skipped', (text) => {
  expect(calver.parse(text)).toEqual({ ok: false, why: expect.stringContaining('is not a calendar version') });
});
