import { expect, test } from 'vitest';
import { sameSecret } from '../../src/oss-wire/same-secret.ts';

test.each([
  ['', ''],
  ['secret', 'secret'],
  ['目', '目'],
  ['x'.repeat(10_000), 'x'.repeat(10_000)],
])('%j equals %j', (a, b) => {
  expect(sameSecret(a, b)).toBe(true);
});

test.each([
  ['secret', 'Secret'],
  ['secret', 'secret '],
  ['secret', 'secre'],
  ['secret', ''],
  ['目', '日'],
  ['a', 'a'.repeat(10_000)],
])('%j differs from %j', (a, b) => {
  expect(sameSecret(a, b)).toBe(false);
  expect(sameSecret(b, a)).toBe(false);
});
