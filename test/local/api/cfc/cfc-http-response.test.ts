import { expect, test } from 'vitest';
import { cfcHttpResponse } from '../../../../src/local/api/cfc/cfc-http-response.ts';

function returned(body: string) {
  return { ok: true, requestId: 'r', body: Buffer.from(body), milliseconds: 1 } as const;
}

test.each([
  [
    'a complete answer',
    { statusCode: 404, headers: { 'content-type': 'a/b' }, isBase64Encoded: false, body: 'é' },
    404,
    'a/b',
    'é',
  ],
  ['a body in Base64', { statusCode: 200, headers: {}, isBase64Encoded: true, body: 'eA==' }, 200, null, 'x'],
  ['only a status', { statusCode: 201 }, 201, null, ''],
  ['a status without a body', { statusCode: 204, body: 'x' }, 204, null, ''],
  ['another object', { a: 1 }, 200, 'application/json', '{"a":1}'],
  ['a status out of range', { statusCode: 99 }, 200, 'application/json', '{"statusCode":99}'],
])('%s', async (_, value, status, contentType, body) => {
  const response = cfcHttpResponse(returned(JSON.stringify(value)));
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
    status,
    contentType,
    body,
  ]);
  expect(response.headers.get('x-bce-request-id')).toBe('r');
});

test('a text', async () => {
  const response = cfcHttpResponse(returned('Hello world!'));
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
    200,
    'text/plain',
    'Hello world!',
  ]);
});

test('an error of the function, without its stack', async () => {
  const error = { errorMessage: 'no', errorType: 'Error', stackTrace: ['at secret'] };
  const response = cfcHttpResponse({
    ok: false,
    requestId: 'r',
    fcErrorType: 'HandledInvocationError',
    error,
    milliseconds: 1,
  });
  expect([response.status, await response.json()]).toEqual([500, { errorMessage: 'no' }]);
});
