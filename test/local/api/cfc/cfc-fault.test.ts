import { expect, test } from 'vitest';
import { CfcFault, faultAnswer } from '../../../../src/local/api/cfc/cfc-fault.ts';

test('an error has the form that SDKs read', async () => {
  const answer = faultAnswer(new CfcFault('ResourceNotFoundException', 'no function'), 'r');
  expect(answer.status).toBe(404);
  expect(answer.headers.get('x-bce-request-id')).toBe('r');
  expect(await answer.json()).toEqual({ code: 'ResourceNotFoundException', message: 'no function', requestId: 'r' });
});
