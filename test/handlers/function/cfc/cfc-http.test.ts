import { describe, expect, test } from 'vitest';
import { isCfcHttpEvent, readCfcHttpEvent } from '../../../../src/handlers/function/cfc/cfc-http.ts';
import { fromHttpEvent } from '../../../../src/handlers/function/function-http.ts';

/** The fields of the page of the HTTP trigger (kjzmgugty), with a request to the API of autoalias. */
const SAMPLE = {
  resource: '/{proxy+}',
  path: '/v1/aliases',
  httpMethod: 'POST',
  headers: { Host: 'x.cfc-execute.bj.baidubce.com', Authorization: 'Bearer t', 'Content-Type': 'application/json' },
  queryStringParameters: { key: 'releases/app/latest/a b+c.tgz', dryRun: '' },
  pathParameters: { proxy: 'v1/aliases' },
  requestContext: { stage: 'cfc', requestId: 'r', sourceIp: '192.0.2.1' },
  body: '{"é":1}',
  isBase64Encoded: false,
};

describe('events', () => {
  test.each([
    ['bytes', (value: unknown) => Buffer.from(JSON.stringify(value))],
    ['a text', (value: unknown) => JSON.stringify(value)],
    ['an object', (value: unknown) => value],
  ])('as %s', async (_, carrier) => {
    const request = fromHttpEvent(carrier(SAMPLE));
    expect([request.method, request.url]).toEqual([
      'POST',
      'https://localhost/v1/aliases?key=releases%2Fapp%2Flatest%2Fa+b%2Bc.tgz&dryRun=',
    ]);
    expect(request.headers.get('authorization')).toBe('Bearer t');
    expect(await request.text()).toBe('{"é":1}');
  });

  test.each([
    ['only a method', { httpMethod: 'GET' }, { method: 'GET', path: '/', query: '', headers: {}, body: '' }],
    [
      'null for what is absent',
      { ...SAMPLE, path: null, headers: null, queryStringParameters: null, body: null, isBase64Encoded: null },
      { path: '/', query: '', headers: {}, body: '', isBase64Encoded: false },
    ],
    ['a header that is null', { ...SAMPLE, headers: { a: null, b: 'c' } }, { headers: { b: 'c' } }],
    ['a body in Base64', { ...SAMPLE, body: 'eA==', isBase64Encoded: true }, { body: 'eA==', isBase64Encoded: true }],
  ])('%s', (_, value, expected) => {
    expect(readCfcHttpEvent(value).data).toMatchObject(expected);
  });

  test.each([
    ['a method of the wrong type', { httpMethod: 5 }],
    ['an empty method', { httpMethod: '' }],
    ['a header of the wrong type', { ...SAMPLE, headers: { a: 1 } }],
    ['a query of the wrong type', { ...SAMPLE, queryStringParameters: 'a=1' }],
  ])('malformed: %s', (_, value) => {
    expect(() => fromHttpEvent(value)).toThrow(expect.objectContaining({ code: 'event-malformed' }));
  });
});

test.each([
  [SAMPLE, true],
  [{ httpMethod: 'GET' }, true],
  [{ rawPath: '/', requestContext: { http: { method: 'GET' } } }, false],
  [{ version: '2.0', rawPath: '/' }, false],
  [{}, false],
  [null, false],
  ['httpMethod', false],
])('%j is such an event: %s', (value, is) => {
  expect(isCfcHttpEvent(value)).toBe(is);
});
