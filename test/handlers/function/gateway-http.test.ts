import type { APIGatewayProxyEventV2 } from 'aws-lambda-types';
import { describe, expect, test } from 'vitest';
import { fromHttpEvent, type GatewayResult, toHttpResult } from '../../../src/handlers/function/function-http.ts';
import { type GatewayEvent, isGatewayEvent } from '../../../src/handlers/function/gateway-http.ts';

/** The sample of the page "AWS Lambda integrations for HTTP APIs", with a request to the API of autoalias. */
const SAMPLE: APIGatewayProxyEventV2 = {
  version: '2.0',
  routeKey: '$default',
  rawPath: '/v1/aliases',
  rawQueryString: 'key=releases%2Fapp%2Flatest%2Fa%20b%2Bc.tgz&key=2',
  cookies: ['cookie1', 'cookie2=x'],
  headers: { header1: 'value1', header2: 'value1,value2', authorization: 'Bearer t' },
  queryStringParameters: { key: 'releases/app/latest/a b+c.tgz,2' },
  requestContext: {
    accountId: '123456789012',
    apiId: 'api-id',
    domainName: 'id.execute-api.us-east-1.amazonaws.com',
    domainPrefix: 'id',
    http: {
      method: 'POST',
      path: '/v1/aliases',
      protocol: 'HTTP/1.1',
      sourceIp: '192.0.2.1',
      userAgent: 'agent',
    },
    requestId: 'id',
    routeKey: '$default',
    stage: '$default',
    time: '12/Mar/2020:19:03:58 +0000',
    timeEpoch: 1583348638390,
  },
  body: 'Hello from Lambda',
  isBase64Encoded: false,
};

function sample(fields: Partial<APIGatewayProxyEventV2> = {}, stage = '$default'): GatewayEvent {
  return { ...SAMPLE, ...fields, requestContext: { ...SAMPLE.requestContext, stage } };
}

describe('events', () => {
  test.each([
    ['bytes', (value: unknown) => Buffer.from(JSON.stringify(value))],
    ['text', (value: unknown) => JSON.stringify(value)],
    ['a value', (value: unknown) => value],
  ])('the documented sample, as %s', async (_, carrier) => {
    const request = fromHttpEvent(carrier(SAMPLE));
    expect([request.method, request.url]).toEqual([
      'POST',
      'https://localhost/v1/aliases?key=releases%2Fapp%2Flatest%2Fa%20b%2Bc.tgz&key=2',
    ]);
    expect([...request.headers]).toEqual([
      ['authorization', 'Bearer t'],
      ['cookie', 'cookie1; cookie2=x'],
      ['header1', 'value1'],
      ['header2', 'value1,value2'],
    ]);
    expect(await request.text()).toBe('Hello from Lambda');
  });

  test('repeated parameters stay apart, unlike in events of Function Compute', () => {
    const { searchParams } = new URL(fromHttpEvent(SAMPLE).url);
    expect(searchParams.getAll('key')).toEqual(['releases/app/latest/a b+c.tgz', '2']);
  });

  test('a body in Base64', async () => {
    const body = Buffer.from('{"key":"ü"}').toString('base64');
    expect(await fromHttpEvent(sample({ body, isBase64Encoded: true })).json()).toEqual({ key: 'ü' });
  });

  test.each([
    ['/prod/v1/health', 'prod', '/v1/health'],
    ['/prod', 'prod', '/'],
    ['/v1/health', 'prod', '/v1/health'],
    ['/production/v1', 'prod', '/production/v1'],
    ['/v1/health', 'v1', '/health'],
    ['/$default/v1', '$default', '/$default/v1'],
  ])('the path %s at the stage %s', (rawPath, stage, path) => {
    expect(new URL(fromHttpEvent(sample({ rawPath }, stage)).url).pathname).toBe(path);
  });

  test('only the required fields', () => {
    const { url } = fromHttpEvent({ version: '2.0', requestContext: { http: { method: 'GET' } } });
    expect(url).toBe('https://localhost/');
  });

  test.each([
    ['no method', { version: '2.0', requestContext: {} }, 'event-malformed'],
    ['cookies that are not a list', { ...SAMPLE, cookies: 'a=b' }, 'event-malformed'],
    ['a path that would name another key', sample({ rawPath: '/v1/aliases/a/../b' }), 'request-malformed'],
  ])('refuses %s', (_, event, code) => {
    expect(() => fromHttpEvent(event)).toThrow(expect.objectContaining({ code }));
  });
});

describe('isGatewayEvent', () => {
  test('an event with version 2.0', () => {
    expect(isGatewayEvent(SAMPLE)).toBe(true);
  });

  test.each([[{ version: 'v1' }], [{ version: '1.0', httpMethod: 'GET' }], [{ version: 2 }], [{}], ['2.0'], [null]])(
    'not %j',
    (value) => {
      expect(isGatewayEvent(value)).toBe(false);
    },
  );
});

describe('results', () => {
  function response() {
    const headers = new Headers({ 'Content-Type': 'application/json' });
    headers.append('Set-Cookie', 'a=1; Path=/');
    headers.append('Set-Cookie', 'b=2');
    return new Response('{"ü":1}', { status: 207, headers });
  }

  test('cookies are apart from the headers', async () => {
    const result: GatewayResult = await toHttpResult(response(), SAMPLE);
    expect(result).toEqual({
      statusCode: 207,
      headers: { 'content-type': 'application/json' },
      cookies: ['a=1; Path=/', 'b=2'],
      isBase64Encoded: false,
      body: '{"ü":1}',
    });
  });

  test('without cookies, the result is that for Function Compute', async () => {
    const result = await toHttpResult(new Response('x'), SAMPLE);
    expect(result).toEqual(await toHttpResult(new Response('x'), { version: 'v1' }));
  });

  test('Function Compute gets no field for cookies', async () => {
    expect(await toHttpResult(response(), { version: 'v1' })).not.toHaveProperty('cookies');
  });
});
