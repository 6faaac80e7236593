import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { fcSignature, readFcAuthorization } from '../../src/alibaba/fc-signature.ts';

/** The vendor's implementation. */
const vendor = createRequire(import.meta.url)('@alicloud/fc2') as {
  getSignature(
    accessKeyId: string,
    accessKeySecret: string,
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
  ): string;
};

const PATH = '/2016-08-15/services/s.LATEST/functions/sweep/invocations';
const HEADERS = {
  'content-md5': 'bWQ1',
  'content-type': 'application/octet-stream',
  date: 'Sat, 28 Nov 2026 03:04:05 GMT',
  'x-fc-account-id': '1',
};

describe('fcSignature', () => {
  test.each<[name: string, method: string, headers: Readonly<Record<string, string>>]>([
    ['all headers', 'POST', HEADERS],
    ['only a date', 'GET', { date: HEADERS.date }],
    ['several x-fc- headers in any order', 'POST', { ...HEADERS, 'x-fc-log-type': 'Tail', 'x-fc-async-delay': '3' }],
    ['headers that are not signed', 'PUT', { ...HEADERS, accept: 'application/json', host: 'h' }],
  ])('is that of @alicloud/fc2: %s', (_, method, headers) => {
    const expected = vendor.getSignature('an-id', 'a-secret', method, PATH, headers);
    expect(`FC an-id:${fcSignature({ method, path: PATH, headers }, 'a-secret')}`).toBe(expected);
  });

  const signed = { method: 'POST', path: PATH, headers: HEADERS };
  test.each([
    ['the method', { method: 'GET' }],
    ['the path', { path: PATH.replace('sweep', 'http') }],
    ['the date', { headers: { ...HEADERS, date: 'Sat, 28 Nov 2026 03:04:06 GMT' } }],
    ['an x-fc- header', { headers: { ...HEADERS, 'x-fc-account-id': '2' } }],
    ['the type', { headers: { ...HEADERS, 'content-type': 'application/json' } }],
    ['the checksum', { headers: { ...HEADERS, 'content-md5': '' } }],
  ])('differs if %s differs', (_, change) => {
    expect(fcSignature({ ...signed, ...change }, 'a-secret')).not.toBe(fcSignature(signed, 'a-secret'));
  });

  test('differs with another secret', () => {
    expect(fcSignature(signed, 'b-secret')).not.toBe(fcSignature(signed, 'a-secret'));
  });
});

const BASE64 = `${'A'.repeat(43)}=`;

describe('readFcAuthorization', () => {
  test('reads the header', () => {
    expect(readFcAuthorization(`FC id:${BASE64}`)).toEqual({ accessKeyId: 'id', signature: BASE64 });
  });

  test.each([
    '',
    'FC',
    'FC id',
    'FC :',
    `FC :${BASE64}`,
    `fc id:${BASE64}`,
    'FC id:short=',
    `FC a:b:${BASE64}`,
    `OSS id:${BASE64}`,
  ])('does not read %j', (header) => {
    expect(readFcAuthorization(header)).toBeUndefined();
  });
});
