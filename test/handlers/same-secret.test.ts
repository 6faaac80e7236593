import { expect, test } from 'vitest';
import { sameSecret } from '../../src/handlers/same-secret.ts';

test.each([
  ['secret', 'secret', true],
  ['geheimnis-ü', 'geheimnis-ü', true],
  ['', '', true],
  ['secret', 'Secret', false],
  ['secret', 'secret ', false],
  ['secret', '', false],
  ['a', 'a'.repeat(10_000), false],
])('%j and %j: %s', (a, b, same) => {
  expect(sameSecret(a, b)).toBe(same);
  expect(sameSecret(b, a)).toBe(same);
});
