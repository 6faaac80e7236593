import { expect, test } from 'vitest';
import { answerOf, faultAnswer } from '../../../../src/local/api/fc/fc-answer.ts';
import { FcFault } from '../../../../src/local/api/fc/fc-fault.ts';

test('an answer has a type and a request id', async () => {
  const json = answerOf({ status: 200, json: { a: 1 }, headers: { 'x-fc-error-type': 'X' } }, 'r');
  expect([json.status, await json.json()]).toEqual([200, { a: 1 }]);
  expect(Object.fromEntries(json.headers)).toEqual({
    'content-type': 'application/json',
    'x-fc-error-type': 'X',
    'x-fc-request-id': 'r',
  });
  const bytes = answerOf({ status: 202, bytes: Buffer.from('x') }, 'r');
  expect([bytes.status, await bytes.text(), bytes.headers.get('content-type')]).toEqual([
    202,
    'x',
    'application/octet-stream',
  ]);
});

test.each([
  ['2016-08-15', { ErrorCode: 'FunctionNotFound', ErrorMessage: 'none' }],
  ['2023-03-30', { Code: 'FunctionNotFound', Message: 'none', RequestId: 'r' }],
] as const)('an error has the form of the API %s', async (version, body) => {
  const answer = faultAnswer(new FcFault('FunctionNotFound', 'none'), version, 'r');
  expect([answer.status, await answer.json(), answer.headers.get('x-fc-request-id')]).toEqual([404, body, 'r']);
});
