import { expect, test } from 'vitest';
import { rememberSigningKey } from '../../src/oss-wire/remember-signing-key.ts';
import { signingKey } from '../../src/oss-wire/sign-v4.ts';

const scope = { date: '20250101', region: 'cn-hangzhou', product: 'oss' };

test('the same question gets the very key that was derived before', () => {
  const remembered = rememberSigningKey();
  expect(remembered('sk', { ...scope })).toBe(remembered('sk', { ...scope }));
});

test.each([
  ['sk2', scope],
  ['sk', { ...scope, date: '20250102' }],
  ['sk', { ...scope, region: 'cn-beijing' }],
  ['sk', { ...scope, product: 'oss-cloudbox' }],
])('another question gets another key: %s %j', (secret, other) => {
  const remembered = rememberSigningKey();
  remembered('sk', scope);
  expect(remembered(secret, other)).toEqual(signingKey(secret, other));
});
