import { expect, test } from 'vitest';
import { BucketFault } from '../../../../src/bucket/bucket-fault.ts';
import { accessDenied } from '../../../../src/local/server/access/access-denied.ts';

test('is 403, and keeps its cause from the sender', () => {
  const fault = accessDenied(new Error('no such key'));
  expect(fault).toBeInstanceOf(BucketFault);
  expect(fault).toMatchObject({ ossCode: 'AccessDenied', status: 403, elements: {} });
  expect(fault.message).not.toContain('no such key');
  expect(String(fault.cause)).toContain('no such key');
});
