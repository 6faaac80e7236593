import { expect, test } from 'vitest';
import { BosFault, invalidArgument } from '../../../../src/local/bos/answer/bos-fault.ts';

test('has the usual message and status of its code', () => {
  expect(new BosFault('BadDigest')).toMatchObject({
    bosCode: 'BadDigest',
    status: 400,
    message: 'The Content-MD5 you specified did not match what we received.',
    headers: {},
  });
});

test('can have another message, headers and a cause', () => {
  const cause = new Error('why');
  const fault = new BosFault('InvalidRange', { message: 'no', headers: { 'content-range': 'bytes */5' }, cause });
  expect(fault).toMatchObject({ status: 416, message: 'no', headers: { 'content-range': 'bytes */5' }, cause });
  expect(invalidArgument('wrong', cause)).toMatchObject({ bosCode: 'InvalidArgument', message: 'wrong', cause });
});
