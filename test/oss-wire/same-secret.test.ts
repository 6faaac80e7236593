import { expect, test } from 'vitest';
import { sameSecret, sameSignature } from '../../src/oss-wire/same-secret.ts';

test.each([
  ['', ''],
  ['secret', 'secret'],
  ['目', '目'],
  ['x'.repeat(10_000), 'x'.repeat(10_000)],
])('%j equals %j', (a, b) => {
  expect([sameSecret(a, b), sameSignature(a, b)]).toEqual([true, true]);
});

test.each([
  ['secret', 'Secret'],
  ['secret', 'secret '],
  ['secret', 'secre'],
  ['secret', ''],
  ['目', '日'],
  ['a', 'a'.repeat(10_000)],
])('%j differs from %j', (a, b) => {
  expect([sameSecret(a, b), sameSignature(a, b)]).toEqual([false, false]);
  expect([sameSecret(b, a), sameSignature(b, a)]).toEqual([false, false]);
});
