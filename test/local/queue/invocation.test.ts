import { expect, it } from 'vitest';
import { newInvocation } from '../../../src/local/queue/invocation.ts';

it('was never tried', () => {
  const fields = { id: 'r', functionName: 'f', payload: '{}', trigger: 't', eventName: 'e', key: 'k', acceptedAt: 1 };
  expect(newInvocation(fields)).toEqual({ ...fields, functionErrors: 0, systemErrors: 0 });
});
