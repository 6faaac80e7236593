import { describe, expect, it } from 'vitest';
import { httpTrigger } from '../../../src/local/api/http-trigger.ts';
import { FunctionUnavailable } from '../../../src/local/runtime/function-error.ts';
import type { FunctionRuntime } from '../../../src/local/runtime/function-runtime.ts';

function trigger(invoke: FunctionRuntime['invoke']) {
  return httpTrigger({
    runtime: { invoke, kill: () => 0, reconfigure: async () => {}, close: async () => {} },
    functionName: 'http',
    accountId: '1',
    now: () => 0,
    newId: () => 'r-1',
  });
}

/** A function that answers with the event it got. */
const echo = trigger(async (name, event, { requestId = '' } = {}) => {
  const body = JSON.stringify({ name, event: JSON.parse(Buffer.from(event).toString()) });
  const answer = { statusCode: 200, headers: { 'content-type': 'application/json' }, isBase64Encoded: false, body };
  return { ok: true, requestId, body: Buffer.from(JSON.stringify(answer)), milliseconds: 1 };
});

describe('httpTrigger', () => {
  it('passes the request to the function, and returns its answer', async () => {
    const response = await echo(
      new Request('http://h/v1/x?y=1', { method: 'POST', body: 'text' }),
      '127.0.0.1',
      '/v1/x?y=1',
    );
    expect(response.headers.get('x-fc-request-id')).toBe('r-1');
    expect(await response.json()).toMatchObject({
      name: 'http',
      event: { rawPath: '/v1/x', body: 'text', queryParameters: { y: '1' }, requestContext: { requestId: 'r-1' } },
    });
  });

  it.each([
    ['HEAD', 200],
    ['PATCH', 200],
    ['PROPFIND', 405],
    ['LINK', 405],
  ])('%s: %d, by what a trigger can be made to take', async (method, status) => {
    expect((await echo(new Request('http://h/v1/x', { method }), '127.0.0.1', '/v1/x')).status).toBe(status);
  });

  it('refuses a body beyond 32 MB without holding more of it', async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1;
        controller.enqueue(new Uint8Array(1024 * 1024));
      },
    });
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
    const response = await echo(new Request('http://h/v1/x', init), '127.0.0.1', '/v1/x');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'InvalidArgument' } });
    expect(sent).toBeLessThan(40);
  });

  it.each([404, 429, 503] as const)('answers %d where the platform cannot run the function', async (status) => {
    const unavailable = trigger(async () => {
      throw new FunctionUnavailable(status, 'not now');
    });
    const response = await unavailable(new Request('http://h/'), '127.0.0.1', '/');
    expect([response.status, await response.json()]).toEqual([
      status,
      { error: { code: 'FunctionUnavailable', message: 'not now' } },
    ]);
  });

  it('throws unexpected errors', async () => {
    const broken = trigger(async () => {
      throw new TypeError('bug');
    });
    await expect(broken(new Request('http://h/'), '127.0.0.1', '/')).rejects.toThrow('bug');
  });
});
