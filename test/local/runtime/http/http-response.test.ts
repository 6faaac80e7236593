import { describe, expect, it } from 'vitest';
import { httpResponse } from '../../../../src/local/runtime/http/http-response.ts';
import type { InvocationResult } from '../../../../src/local/runtime/instance-message.ts';

function returned(value: unknown): InvocationResult {
  return {
    ok: true,
    requestId: 'r-1',
    body: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
    milliseconds: 1,
  };
}

describe('httpResponse', () => {
  it('is what the function returned', async () => {
    const response = httpResponse(
      returned({
        statusCode: 201,
        headers: { 'content-type': 'text/plain', 'X-Own': 'é' },
        isBase64Encoded: false,
        body: 'héllo',
      }),
    );
    expect(response.status).toBe(201);
    expect(Object.fromEntries(response.headers)).toEqual({
      'content-type': 'text/plain',
      'x-own': 'é',
      'x-fc-request-id': 'r-1',
    });
    expect(await response.text()).toBe('héllo');
  });

  it('decodes Base64', async () => {
    const response = httpResponse(returned({ statusCode: 200, headers: {}, isBase64Encoded: true, body: '/wA=' }));
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0xff, 0]);
  });

  it('has no body where the status allows none', async () => {
    expect(await httpResponse(returned({ statusCode: 204, headers: {}, body: 'x' })).text()).toBe('');
  });

  it('drops the headers that are the platform’s', () => {
    const headers = {
      Connection: 'close',
      'Content-Length': '99',
      Date: 'd',
      Server: 's',
      'X-Fc-Error-Type': 'e',
      Ok: '1',
    };
    const response = httpResponse(returned({ statusCode: 200, headers, body: '' }));
    expect(Object.keys(Object.fromEntries(response.headers)).sort()).toEqual(['ok', 'x-fc-request-id']);
  });

  it.each([
    ['no JSON', 'plain text', 'the value: '],
    ['no status', { body: '' }, 'statusCode: '],
    ['an invalid status', { statusCode: 99 }, 'statusCode: '],
    ['a header that is not a text', { statusCode: 200, headers: { a: 1 } }, 'headers.a: '],
    ['too many headers', { statusCode: 200, headers: { a: 'x'.repeat(8192) } }, 'exceed 8192 bytes'],
  ])('is a 502 for %s', async (_, value, message) => {
    const response = httpResponse(returned(value));
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({
      errorType: 'BadResponse',
      errorMessage: expect.stringContaining(message),
    });
  });

  it('is a 502 for a function that failed, with its error', async () => {
    const error = { errorMessage: 'no', errorType: 'Error', stackTrace: [] };
    const response = httpResponse({
      ok: false,
      requestId: 'r-1',
      fcErrorType: 'HandledInvocationError',
      error,
      milliseconds: 1,
    });
    expect([response.status, response.headers.get('x-fc-error-type')]).toEqual([502, 'HandledInvocationError']);
    expect(await response.json()).toEqual(error);
  });
});
