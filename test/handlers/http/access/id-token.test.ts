import { expect, test } from 'vitest';
import { isJwt } from '../../../../src/handlers/http/access/id-token.ts';

test.each([
  ['eyJhbGciOiJSUzI1NiJ9.e30.c2ln', true],
  ['eyJhbGciOiJub25lIn0.e30.', true],
  ['a.b', false],
  ['a.b.c.d', false],
  ['.b.c', false],
  ['a b.c.d', false],
  ['autoalias_Zm9v', false],
  ['', false],
])('%s has the form of a JWT: %s', (text, is) => {
  expect(isJwt(text)).toBe(is);
});
