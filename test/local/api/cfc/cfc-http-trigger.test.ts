import { expect, test } from 'vitest';
import { fromHttpEvent } from '../../../../src/handlers/function/function-http.ts';
import { cfcHttpTrigger } from '../../../../src/local/api/cfc/cfc-http-trigger.ts';
import { FunctionUnavailable } from '../../../../src/local/runtime/function-error.ts';
import type { FunctionRuntime } from '../../../../src/local/runtime/function-runtime.ts';

function trigger(invoke: FunctionRuntime['invoke']) {
  return cfcHttpTrigger({ runtime: { invoke }, functionName: 'cfc-http', newId: () => 'r-1' });
}

/** A function that answers with the event it got. */
const echo = trigger(async (name, event, { requestId = '' } = {}) => {
  const body = JSON.stringify({ name, event: JSON.parse(Buffer.from(event).toString()) });
  return { ok: true, requestId, body: Buffer.from(JSON.stringify({ statusCode: 200, body })), milliseconds: 1 };
});

async function eventOf(target: string, init: RequestInit = {}) {
  const response = await echo(new Request(`http://h${target}`, init), '127.0.0.1', target);
  return Object(await response.json()).event;
}

test('the event has the documented fields, and the functions can read it', async () => {
  const event = await eventOf('/baidu/v1/aliases?key=a%20b%2Bc&x=1&x=2', {
    method: 'POST',
    body: '{"é":1}',
    headers: { a: 'b' },
  });
  expect(event).toMatchObject({
    resource: '/{proxy+}',
    path: '/v1/aliases',
    httpMethod: 'POST',
    headers: { a: 'b' },
    queryStringParameters: { key: 'a b+c', x: '2' },
    pathParameters: { proxy: 'v1/aliases' },
    requestContext: { requestId: 'r-1', sourceIp: '127.0.0.1' },
    body: '{"é":1}',
    isBase64Encoded: false,
  });
  const request = fromHttpEvent(event);
  expect([request.method, request.url, await request.text()]).toEqual([
    'POST',
    'https://localhost/v1/aliases?key=a+b%2Bc&x=2',
    '{"é":1}',
  ]);
});

test.each([
  ['/baidu', '/'],
  ['/baidu/v1/a%2Fb', '/v1/a%2Fb'],
  ['/baidu/v1/a/../b', '/v1/a/../b'],
])('%s is passed on as the path %s', async (target, path) => {
  expect(await eventOf(target)).toMatchObject({ path });
});

test('bytes that are not text are sent as Base64', async () => {
  expect(await eventOf('/baidu/v1/x', { method: 'POST', body: Buffer.of(255, 0) })).toMatchObject({
    body: '/wA=',
    isBase64Encoded: true,
  });
});

test('a function that cannot run', async () => {
  const busy = trigger(async () => {
    throw new FunctionUnavailable(429, 'too many');
  });
  const response = await busy(new Request('http://h/baidu/v1/x'), '127.0.0.1', '/baidu/v1/x');
  expect([response.status, await response.json()]).toEqual([
    429,
    { error: { code: 'FunctionUnavailable', message: 'too many' } },
  ]);
});

test('a request that is too large', async () => {
  const target = `/baidu/v1/x?a=${'b'.repeat(5000)}`;
  const response = await echo(new Request(`http://h${target}`), '127.0.0.1', target);
  expect(response.status).toBe(400);
});
