import { expect, test } from 'vitest';
import { BCE_HEADERS, bosStorageClass, storageClassName } from '../../src/bce-wire/bce-names.ts';

test.each([
  ['STANDARD', 'Standard'],
  ['STANDARD_IA', 'IA'],
  ['COLD', 'Cold'],
  ['ARCHIVE', 'Archive'],
])('%s of BOS is the class %s', (text, name) => {
  expect(storageClassName(text)).toBe(name);
  expect(bosStorageClass(name)).toBe(text);
});

test.each(['MAZ_STANDARD', 'constructor', ''])('the class %j keeps its name', (text) => {
  expect(storageClassName(text)).toBe(text);
});

test.each(['ColdArchive', 'standard', 'STANDARD'])('BOS has no class %s', (name) => {
  expect(bosStorageClass(name)).toBeUndefined();
});

test('header names are lower-case, and begin with x-bce-', () => {
  for (const name of Object.values(BCE_HEADERS)) expect(name).toMatch(/^x-bce-[a-z0-9-]+$/);
});
