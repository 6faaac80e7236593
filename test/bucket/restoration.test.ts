import { describe, expect, test } from 'vitest';
import { expiryOf, isFrozenAt, RESTORE_TIERS, restoreDuration, restoreState } from '../../src/bucket/restoration.ts';
import { STORAGE_CLASSES } from '../../src/stores/object-attributes.ts';

const HOUR = 3_600_000;

test('durations, in hours', () => {
  const hours = STORAGE_CLASSES.slice(2).map((storageClass) =>
    RESTORE_TIERS.map((tier) => restoreDuration(storageClass, tier) / HOUR),
  );
  expect(hours).toEqual([
    [1 / 60, 1 / 60, 1 / 60],
    [1, 5, 12],
    [12, 48, 48],
  ]);
});

test('the days count from when the object can be read, to a whole second', () => {
  expect(expiryOf(1_500, 2)).toBe(1_000 + 48 * HOUR);
});

describe('over time', () => {
  const restoration = { ready: 1000, expires: 5000 };
  test.each([
    [999, { ongoing: true }, true],
    [1000, { ongoing: false, expires: 5000 }, false],
    [4999, { ongoing: false, expires: 5000 }, false],
    [5000, undefined, true],
  ])('at %i', (now, state, isFrozen) => {
    expect(restoreState(restoration, now)).toEqual(state);
    for (const storageClass of ['Archive', 'ColdArchive', 'DeepColdArchive'] as const)
      expect(isFrozenAt({ storageClass, restoration }, now)).toBe(isFrozen);
    for (const storageClass of ['Standard', 'IA'] as const)
      expect(isFrozenAt({ storageClass, restoration }, now)).toBe(false);
  });

  test('never restored', () => {
    expect(restoreState(undefined, 0)).toBeUndefined();
    expect(isFrozenAt({ storageClass: 'Archive' }, 0)).toBe(true);
    expect(isFrozenAt({ storageClass: 'IA' }, 0)).toBe(false);
  });
});
