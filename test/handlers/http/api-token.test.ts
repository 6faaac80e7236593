import { expect, test } from 'vitest';
import { tokenFlaw, tokenRefusal } from '../../../src/handlers/http/api-token.ts';

test.each(['a', 'a-b_c~d+e/f==', '!"#$%&\'()*', 'x'.repeat(256)])('callers can send the token %j', (token) => {
  expect(tokenFlaw(token)).toBeUndefined();
});

test.each(['a b', 'a\tb', 'a\nb', 'pässwort', 'a\u{7f}', 'a\u{a0}b', '令牌'])('callers cannot send %j', (token) => {
  expect(tokenFlaw(token)).toMatch(/^AUTOALIAS_TOKEN has a space or another character .*; set it to /);
});

test.each(['Bearer secret', 'bearer secret', 'BEARER   secret '])('the header %j carries the token', (header) => {
  expect(tokenRefusal('secret', header)).toBeUndefined();
});

const NO_HEADER = 'send the header Authorization: Bearer <token>';
const WRONG = 'the token is not the value of AUTOALIAS_TOKEN';

test.each([
  ['secret', undefined, NO_HEADER],
  ['secret', '', NO_HEADER],
  ['secret', 'Bearer ', NO_HEADER],
  ['secret', 'Basic secret', NO_HEADER],
  ['secret', 'Bearer secre', WRONG],
  ['secret', 'Bearer Secret', WRONG],
  [
    undefined,
    'Bearer undefined',
    'no token is configured, so every request is refused; set AUTOALIAS_TOKEN on the function',
  ],
])('with the token %j, the header %j is refused', (token, header, refusal) => {
  expect(tokenRefusal(token, header)).toBe(refusal);
});
