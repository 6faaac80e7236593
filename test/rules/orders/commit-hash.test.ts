import { expect, test } from 'vitest';
import { beginsWithHash } from '../../../src/rules/orders/commit-hash.ts';
import { createOrder, type OrderName } from '../../../src/rules/orders/orders.ts';
import { seededRandom } from '../seeded-random.ts';

test.each([
  'a1b2c3d',
  '123b456',
  '1234567a',
  '1234abcd',
  'ABCDEF0',
  '12345678e',
  '1a2b3c4-dirty',
  '1a2b3c4d.js',
  '9f86d081-884c-4d65-9a2f-eaa0c55ad015',
  '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b',
  '2026132a1',
])('%s begins with a hash', (text) => {
  expect(beginsWithHash(text)).toBe(true);
});

test.each([
  '',
  '1234567',
  '20250625',
  '1a3',
  '123b45',
  '1.0.0-1a2b3c4',
  '20250626a1',
  '20250626b12',
  '1234567g',
  '12ubuntu4',
  '123456-abcdef0',
])('%j does not', (text) => {
  expect(beginsWithHash(text)).toBe(false);
});

const HASHES = 200_000;

/** Hexadecimal texts of 7 and 8 digits, as Git abbreviates commits. */
function randomHashes(): readonly string[] {
  const random = seededRandom(1);
  return Array.from({ length: HASHES }, (_, i) =>
    Array.from({ length: 7 + (i % 2) }, () => random.below(16).toString(16)).join(''),
  );
}

test.each(['maven', 'debian', 'pep440'] satisfies OrderName[])('%s reads no hash with a letter', (name) => {
  const [order, dotted] = [createOrder(name, {}), createOrder(name, { bare: false })];
  const hashes = randomHashes();
  const read = hashes.filter((hash) => order.parse(hash).ok);
  expect(read.filter((hash) => /[a-f]/.test(hash))).toEqual([]);
  // Digits alone are a number. 10 of 16 digits are decimal: 3.7 % for seven digits, 2.3 % for eight.
  expect(read.length / HASHES).toBeCloseTo(((10 / 16) ** 7 + (10 / 16) ** 8) / 2, 2);
  expect(hashes.filter((hash) => dotted.parse(hash).ok)).toEqual([]);
});
