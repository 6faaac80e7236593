import { expect, test } from 'vitest';
import { createTokens, TOKEN_LIFETIME } from './tokens.ts';

test('a token is valid until it expires or is revoked', () => {
  let now = 0;
  const tokens = createTokens(() => now);
  const first = tokens.issue();
  now = TOKEN_LIFETIME - 1;
  const second = tokens.issue();
  expect([first, second].map(tokens.areValid)).toEqual([true, true]);
  now = TOKEN_LIFETIME;
  expect([first, second].map(tokens.areValid)).toEqual([false, true]);
  tokens.revoke(second);
  expect([first, second].map(tokens.areValid)).toEqual([false, false]);
});

test.each([
  ['a mixed pair', { accessKeySecret: 'secret-2' }],
  ['another security token', { securityToken: 'token-2' }],
  ['no security token', { securityToken: undefined }],
])('%s is not valid', (_, part) => {
  const tokens = createTokens(() => 0);
  const { securityToken, ...pair } = { ...tokens.issue(), ...part };
  tokens.issue();
  expect(tokens.areValid(securityToken === undefined ? pair : { ...pair, securityToken })).toBe(false);
});
