import { expect, test } from 'vitest';
import { frozenClass, isArchiveClass } from '../src/archive-class.ts';

test.each(['Archive', 'ColdArchive', 'DeepColdArchive'])('%s cannot be read until it is restored', (storageClass) => {
  expect(isArchiveClass(storageClass)).toBe(true);
  expect(frozenClass({ storageClass })).toBe(storageClass);
  expect(frozenClass({ storageClass, restore: { ongoing: true } })).toBe(storageClass);
  expect(frozenClass({ storageClass, restore: { ongoing: false } })).toBeUndefined();
});

test.each(['Standard', 'IA', undefined])('%s can be read', (storageClass) => {
  expect(isArchiveClass(storageClass)).toBe(false);
  expect(frozenClass({ storageClass })).toBeUndefined();
  expect(frozenClass({ storageClass, restore: { ongoing: true } })).toBeUndefined();
});
