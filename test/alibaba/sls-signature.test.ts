import { describe, expect, test } from 'vitest';
import { readSlsAuthorization, type SlsRequest, slsHeaders, slsSignature } from '../../src/alibaba/sls-signature.ts';

/** The example key pair of the page "Request signatures" of Simple Log Service. */
const SECRET = '4fdO2fTDDnZPU/L7CHNdemB2Nsk=';

const GET: SlsRequest = {
  method: 'GET',
  path: '/logstores',
  query: [
    ['size', '1000'],
    ['logstoreName', ''],
    ['offset', '0'],
  ],
  headers: {
    Date: 'Mon, 09 Nov 2015 06:11:16 GMT',
    'x-log-signaturemethod': 'hmac-sha1',
    'x-log-apiversion': '0.6.0',
  },
};

const POST: SlsRequest = {
  method: 'POST',
  path: '/logstores/test-logstore',
  query: [],
  headers: {
    date: 'Mon, 09 Nov 2015 06:03:03 GMT',
    'x-log-apiversion': '0.6.0',
    'x-log-signaturemethod': 'hmac-sha1',
    'content-md5': '1DD45FA4A70A9300CC9FE7305AF2C494',
    'content-length': '52',
    'content-type': 'application/x-protobuf',
    'x-log-bodyrawsize': '50',
    'x-log-compresstype': 'lz4',
  },
};

test.each([
  ['GET with a query', GET, 'jEYOTCJs2e88o+y5F4/S5IsnBJQ='],
  ['POST with a body', POST, 'XWLGYHGg2F2hcfxWxMLiNkGki6g='],
])('the examples of the documentation: %s', (_, request, signature) => {
  expect(slsSignature(request, SECRET)).toBe(signature);
});

test.each<[what: string, change: Partial<SlsRequest>]>([
  ['the method', { method: 'PUT' }],
  ['the path', { path: '/logstore' }],
  ['the query', { query: [] }],
  ['the date', { headers: { ...GET.headers, Date: 'Mon, 09 Nov 2015 06:11:17 GMT' } }],
  ['an x-log- header', { headers: { ...GET.headers, 'x-log-apiversion': '0.6.1' } }],
  ['a new x-acs- header', { headers: { ...GET.headers, 'x-acs-security-token': 't' } }],
])('the signature covers %s', (_, change) => {
  expect(slsSignature({ ...GET, ...change }, SECRET)).not.toBe(slsSignature(GET, SECRET));
});

test('the signature covers no other header', () => {
  const more = { ...GET, headers: { ...GET.headers, accept: 'application/json', host: 'p.example' } };
  expect(slsSignature(more, SECRET)).toBe(slsSignature(GET, SECRET));
});

describe('slsHeaders', () => {
  const now = Date.UTC(2026, 10, 28, 3, 4, 5);

  test.each([
    ['a key pair', {}, {}],
    ['temporary credentials', { securityToken: 't' }, { 'x-acs-security-token': 't' }],
  ])('are complete and signed: %s', (_, more, expected) => {
    const { authorization, ...headers } = slsHeaders(
      GET,
      { accessKeyId: 'an-id', accessKeySecret: SECRET, ...more },
      now,
    );
    expect(headers).toEqual({
      date: 'Sat, 28 Nov 2026 03:04:05 GMT',
      'x-log-apiversion': '0.6.0',
      'x-log-bodyrawsize': '0',
      'x-log-signaturemethod': 'hmac-sha1',
      ...expected,
    });
    expect(readSlsAuthorization(authorization ?? '')).toEqual({
      accessKeyId: 'an-id',
      signature: slsSignature({ ...GET, headers }, SECRET),
    });
  });
});

test.each([
  '',
  'LOG',
  'LOG id',
  'LOG id:short',
  'FC id:jEYOTCJs2e88o+y5F4/S5IsnBJQ=',
  'LOG a b:jEYOTCJs2e88o+y5F4/S5IsnBJQ=',
])('is not an authorization: %j', (header) => {
  expect(readSlsAuthorization(header)).toBeUndefined();
});
