import { describe, expect, test } from 'vitest';
import { pep440 } from '../../../src/rules/orders/pep440.ts';
import realVersions from './fixtures/pep440.txt';
import { disagreements, placesOf } from './places.ts';
import { compared } from './sorted.ts';

describe('versions of Python distributions', () => {
  test('sort like packaging', () => {
    const { wrong, read } = disagreements(pep440, placesOf(realVersions));
    expect(wrong).toEqual([]);
    expect(read).toBeGreaterThan(1_000);
  });
});

// PEP 440, "Summary of permitted suffixes and relative ordering".
test.each([
  ['1.0.dev456', '1.0a1'],
  ['1.0a1', '1.0a2.dev456'],
  ['1.0a2.dev456', '1.0a12.dev456'],
  ['1.0a12.dev456', '1.0a12'],
  ['1.0a12', '1.0b1.dev456'],
  ['1.0b1.dev456', '1.0b2'],
  ['1.0b2', '1.0b2.post345.dev456'],
  ['1.0b2.post345.dev456', '1.0b2.post345'],
  ['1.0b2.post345', '1.0rc1.dev456'],
  ['1.0rc1.dev456', '1.0rc1'],
  ['1.0rc1', '1.0'],
  ['1.0', '1.0+abc.5'],
  ['1.0+abc.5', '1.0+abc.7'],
  ['1.0+abc.7', '1.0+5'],
  ['1.0+5', '1.0.post456.dev34'],
  ['1.0.post456.dev34', '1.0.post456'],
  ['1.0.post456', '1.1.dev1'],
  ['1.9', '1.10'],
  ['9.9', '1!0.1'],
])('%s is older than %s', (older, newer) => {
  expect(compared(pep440, older, newer)).toBe(-1);
  expect(compared(pep440, newer, older)).toBe(1);
});

test.each([
  ['1.0', '1.0.0'],
  ['1.0-RC.1', '1.0rc1'],
  ['v1.0', '1.0'],
  ['1.0-1', '1.0.post1'],
  ['1.0c1', '1.0rc1'],
])('%s equals %s', (a, b) => {
  expect(compared(pep440, a, b)).toBe(0);
});

test.each([
  ['1.2.3', { epoch: '0', major: '1', minor: '2', micro: '3', local: '' }, false],
  ['1!2.0rc1+cpu', { epoch: '1', major: '2', minor: '0', micro: '0', local: 'cpu' }, true],
  ['1.0.dev3', { epoch: '0', major: '1', minor: '0', micro: '0', local: '' }, true],
  ['1.0.post1', { epoch: '0', major: '1', minor: '0', micro: '0', local: '' }, false],
])('the parts of %s', (text, parts, prerelease) => {
  expect(pep440.parse(text)).toMatchObject({ ok: true, parts, prerelease });
});

test.each([
  [''],
  ['latest'],
  ['1'],
  ['12345678'],
  ['a1b2c3d4'],
  ['1.0-SNAPSHOT'],
  ['1.0.x'],
  ['1.0~rc1'],
  [' 1.0'],
  ['1.0\n'],
  ['1.0+'],
  ['1.2026112008300012'],
])('%j is skipped', (text) => {
  expect(pep440.parse(text)).toEqual({ ok: false, why: expect.stringContaining('is not a Python version') });
});
