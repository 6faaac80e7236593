import { expect, test } from 'vitest';
import { signingKey } from '../../../../src/stores/oss/v4/signing-key.ts';

const scope = { date: '20231216', region: 'cn-hangzhou', product: 'oss' };
const key = signingKey('sk', scope).toString('hex');

test('the key has the 32 bytes of SHA-256', () => {
  expect(key).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  ['secret', 'other', scope],
  ['date', 'sk', { ...scope, date: '20231217' }],
  ['region', 'sk', { ...scope, region: 'cn-beijing' }],
  ['product', 'sk', { ...scope, product: 'oss-cloudbox' }],
])('another %s, another key', (_, secret, other) => {
  expect(signingKey(secret, other).toString('hex')).not.toBe(key);
});
