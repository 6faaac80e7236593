import { describe, expect, test } from 'vitest';
import { fromHttpEvent, toHttpResult } from '../../../src/handlers/function/function-http.ts';

function event(method: string, fields: object = {}) {
  return {
    rawPath: '/v1/apply',
    headers: { 'Content-Type': 'application/json' },
    requestContext: { domainName: 'x.fcapp.run', http: { method } },
    ...fields,
  };
}

describe('fromHttpEvent', () => {
  test('a request with a body', async () => {
    const request = fromHttpEvent(event('POST', { body: '{"key":"ü"}' }));
    expect([request.method, request.url, request.headers.get('content-type')]).toEqual([
      'POST',
      'https://localhost/v1/apply',
      'application/json',
    ]);
    expect(await request.json()).toEqual({ key: 'ü' });
  });

  test('a body in Base64', async () => {
    const body = Buffer.from('{"key":"ü"}').toString('base64');
    expect(await fromHttpEvent(event('POST', { body, isBase64Encoded: true })).json()).toEqual({ key: 'ü' });
  });

  test.each(['GET', 'HEAD'])('%s has no body, even if the event has one', async (method) => {
    expect(await fromHttpEvent(event(method, { body: 'x' })).text()).toBe('');
  });

  test('a query is encoded again: the event has it decoded', () => {
    const { url } = fromHttpEvent(event('GET', { queryParameters: { key: 'a b&c=ü/+', empty: '' } }));
    const { searchParams } = new URL(url);
    expect([...searchParams]).toEqual([
      ['key', 'a b&c=ü/+'],
      ['empty', ''],
    ]);
  });

  test.each([
    ['bytes', (value: unknown) => Buffer.from(JSON.stringify(value))],
    ['text', (value: unknown) => JSON.stringify(value)],
    ['a value', (value: unknown) => value],
  ])('reads %s with only the required fields', (_, carrier) => {
    const { method, url } = fromHttpEvent(carrier({ requestContext: { http: { method: 'GET' } } }));
    expect([method, url]).toEqual(['GET', 'https://localhost/']);
  });

  test('drops headers that a web request cannot have, and joins headers that differ only in case', () => {
    const headers = { 'User-Agent': '目', 'a b': 'x', c: 'x\ny', Authorization: 'Bearer a', authorization: 'Bearer b' };
    expect([...fromHttpEvent(event('GET', { headers })).headers]).toEqual([['authorization', 'Bearer a, Bearer b']]);
  });

  test.each([
    ['v1/x', '/v1/x'],
    ['', '/'],
    ['//evil.example/v1', '//evil.example/v1'],
    ['@evil.example/', '/@evil.example/'],
    ['/v1/a%2F..%2Fb', '/v1/a%2F..%2Fb'],
  ])('the path %j stays a path of this host', (rawPath, path) => {
    expect(fromHttpEvent(event('GET', { rawPath })).url).toBe(`https://localhost${path}`);
  });

  test.each([
    '/v1/aliases/a/../b',
    '/v1/aliases/a/./b',
    '/v1/aliases/a/..',
    '/v1/aliases/.',
    '/v1/aliases/a/%2e%2e/b',
    '/v1/aliases/a/%2E./b',
    '/v1/aliases/a/.%2e',
    '/v1/aliases/a\\b',
    '/v1/aliases/a\nb',
    '/v1/aliases/a\tb',
    '/v1/aliases/a?b',
    '/v1/aliases/a#b',
    '/v1/aliases/a ',
  ])('refuses the path %j, which would name another key', (rawPath) => {
    expect(() => fromHttpEvent(event('GET', { rawPath }))).toThrow(
      expect.objectContaining({
        code: 'request-malformed',
        message: `URL parsers read the path ${JSON.stringify(rawPath)} as a different one; send the key in the query: /v1/aliases?key=…`,
      }),
    );
  });

  test.each([
    '/v1/a...b',
    '/v1/.../b',
    '/v1/a..',
    '/v1/..a',
    '/v1/a%5Cb',
    '/v1/a%3Fb',
    '/v1/a%23',
    '/v1/a%0Ab',
    '/v1/ü b',
    '/v1/%FF',
    '/v1/100%',
  ])('the path %j is kept', (rawPath) => {
    const { pathname } = new URL(fromHttpEvent(event('GET', { rawPath })).url);
    expect([rawPath, encodeURI(rawPath).replaceAll('%25', '%')]).toContain(pathname);
  });

  test.each([
    ['no JSON', 'x', '$'],
    ['an object event', { events: [] }, 'requestContext'],
    ['no method', { requestContext: { http: {} } }, 'requestContext.http.method'],
    ['a header that is not text', event('GET', { headers: { a: 1 } }), 'headers.a'],
  ])('%s is refused with the path', (_, given, path) => {
    expect(() => fromHttpEvent(given)).toThrow(
      expect.objectContaining({
        code: 'event-malformed',
        message: expect.stringMatching(
          `^not the event of an HTTP trigger: ${path.replace('$', '\\$')}: .+; call this function through its HTTP trigger$`,
        ),
      }),
    );
  });
});

test('refuses a method that a web request cannot have', () => {
  expect(() => fromHttpEvent(event('TRACE'))).toThrow(
    expect.objectContaining({
      code: 'event-malformed',
      message: expect.stringContaining("'TRACE' HTTP method"),
    }),
  );
});

test('toHttpResult returns the four fields that the platform requires', async () => {
  const response = new Response('{"ü":1}', { status: 207, headers: { 'Content-Type': 'application/json' } });
  expect(await toHttpResult(response, event('GET'))).toEqual({
    statusCode: 207,
    headers: { 'content-type': 'application/json' },
    isBase64Encoded: false,
    body: '{"ü":1}',
  });
});
