import { describe, expect, test } from 'vitest';
import { pep440 } from '../../../src/rules/orders/pep440.ts';
import realVersions from './fixtures/pep440.txt';
import { disagreements, placesOf } from './places.ts';
import { compared } from './sorted.ts';

describe('versions of Python distributions', () => {
  test('sort like packaging', () => {
    const { wrong, read } = disagreements(pep440, placesOf(realVersions));
    expect(wrong).toEqual([]);
    expect(read).toBe(1_400);
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
  ['99.0', '308'],
  ['20250625', '20250625.post1'],
  ['20250624', '20250626a1'],
  ['20250626a1', '20250626'],
  ['0.0.1.dev2026101614392786', '0.0.1.dev2026101614392787'],
  ['0.0.6.post2502111739272536', '0.0.6.post2502111739272537'],
  ['0.1.20260916031552530', '0.1.20260916031552531'],
  ['1.0a2026112008300012', '1.0a2026112008300013'],
  ['1.0+2026112008300012', '1.0+2026112008300013'],
  ['2026112008300012!1.0', '2026112008300013!0.1'],
  ['1.0+a.b', '1.0+a.b.c'],
  ['1.0.post1+a', '1.0.post1+1'],
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
  ['1.0-preview_2', '1.0rc2'],
  ['1.0.beta', '1.0b0'],
  ['1.0-r4', '1.0.post4'],
  ['1.0+A-b_1', '1.0+a.b.01'],
  ['1', '1.0.0'],
  ['V1', '1'],
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
  ['a1b2c3d4'],
  ['1.0-SNAPSHOT'],
  ['1.0.x'],
  ['1.0~rc1'],
  [' 1.0'],
  ['1.0\n'],
  ['1.0+'],
  ['123b456'],
  ['1.0dev1.dev2'],
  ['1.3i'],
  ['0.1-p3'],
])('%j is skipped', (text) => {
  expect(pep440.parse(text)).toEqual({ ok: false, why: expect.stringContaining('is not a Python version') });
});
