import { expect, test } from 'vitest';
import { MnsFault } from '../../../../src/local/api/mns/mns-fault.ts';

test.each([
  ['MalformedXML', 400],
  ['SignatureDoesNotMatch', 403],
  ['MessageNotExist', 404],
  ['TimeExpired', 408],
] as const)('%s is answered with %d', (code, status) => {
  const cause = new Error('c');
  expect(new MnsFault(code, 'm', { cause })).toMatchObject({ name: 'MnsFault', code, status, message: 'm', cause });
});
