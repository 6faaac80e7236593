import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import {
  type AcsRequest,
  acs3Headers,
  acs3Signature,
  acs3TriggerHeaders,
  readAcs3Authorization,
} from '../../src/alibaba/acs3.ts';

interface OpenApiUtil {
  readonly default: {
    getAuthorization(
      request: {
        readonly method: string;
        readonly pathname: string;
        readonly query: Readonly<Record<string, string>>;
        readonly headers: Readonly<Record<string, string>>;
      },
      algorithm: string,
      payload: string,
      accessKeyId: string,
      accessKeySecret: string,
    ): string;
  };
}
/** The vendor's implementation. */
const { default: vendor } = createRequire(import.meta.url)('@alicloud/openapi-util') as OpenApiUtil;

const KEYS = { accessKeyId: 'an-id', accessKeySecret: 'a-secret' };
const NOW = Date.UTC(2026, 10, 28, 3, 4, 5, 678);
const INVOKE: AcsRequest = {
  method: 'POST',
  host: '127.0.0.1:9001',
  path: '/2023-03-30/functions/sweep/invocations',
  action: 'InvokeFunction',
  version: '2023-03-30',
};

describe('acs3Headers', () => {
  test.each<[name: string, request: AcsRequest]>([
    ['an empty body', INVOKE],
    ['a body', { ...INVOKE, body: '{"a":1}', headers: { 'Content-Type': 'application/octet-stream' } }],
    ['bytes', { ...INVOKE, body: Uint8Array.of(0, 255, 128) }],
    [
      'a query in another order',
      {
        ...INVOKE,
        query: [
          ['qualifier', 'LATEST'],
          ['a', '1'],
        ],
      },
    ],
    ['values to encode', { ...INVOKE, query: [['q', "a b!*'()~é中/?&=+"]] }],
    ['a parameter without a value', { ...INVOKE, query: [['flag', '']] }],
    ['headers to trim', { ...INVOKE, headers: { 'X-Acs-Region-Id': '  cn-hangzhou ', 'content-type': ' text/plain' } }],
    ['headers that are not signed', { ...INVOKE, headers: { accept: 'application/json', 'x-fc-log-type': 'Tail' } }],
    ['a path with a plus', { ...INVOKE, path: '/a+b' }],
    ['a path with an asterisk', { ...INVOKE, path: '/a*b' }],
    ['a path with an encoded tilde', { ...INVOKE, path: '/a%7Eb' }],
    ['an RPC style request', { ...INVOKE, method: 'GET', path: '/', query: [['RegionId', 'cn-hangzhou']] }],
  ])('signs as @alicloud/openapi-util does: %s', (_, request) => {
    const { authorization, ...headers } = acs3Headers(request, KEYS, NOW, 'a-nonce');
    const expected = vendor.getAuthorization(
      { method: request.method, pathname: request.path, query: Object.fromEntries(request.query ?? []), headers },
      'ACS3-HMAC-SHA256',
      createHash('sha256')
        .update(request.body ?? '')
        .digest('hex'),
      KEYS.accessKeyId,
      KEYS.accessKeySecret,
    );
    expect(authorization).toBe(expected);
  });

  test('sends what the server needs to check the signature', () => {
    const { authorization, ...headers } = acs3Headers({ ...INVOKE, body: 'x' }, KEYS, NOW, 'a-nonce');
    expect(headers).toEqual({
      host: '127.0.0.1:9001',
      'x-acs-action': 'InvokeFunction',
      'x-acs-version': '2023-03-30',
      'x-acs-date': '2026-11-28T03:04:05Z',
      'x-acs-signature-nonce': 'a-nonce',
      'x-acs-content-sha256': '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881',
    });
    expect(readAcs3Authorization(authorization ?? '')?.signedHeaders).toEqual(Object.keys(headers).sort());
  });

  test('signs the token of temporary credentials', () => {
    const headers = acs3Headers(INVOKE, { ...KEYS, securityToken: 'a-token' }, NOW, 'a-nonce');
    expect(headers['x-acs-security-token']).toBe('a-token');
    expect(headers.authorization).toContain('x-acs-security-token');
  });
});

describe('acs3Signature', () => {
  const signed = {
    method: 'POST',
    path: '/a',
    query: [['q', '1']] as const,
    headers: { host: 'h', 'x-acs-date': 'd', accept: 'a' },
    signedHeaders: ['host', 'x-acs-date'],
    payloadHash: '00',
  };

  test('with an empty hash, is the signature of an HTTP trigger', () => {
    const { method, path, query, headers } = signed;
    const authorization = vendor.getAuthorization(
      { method, pathname: path, query: Object.fromEntries(query), headers },
      'ACS3-HMAC-SHA256',
      '',
      'an-id',
      'a-secret',
    );
    expect(authorization).toContain(`Signature=${acs3Signature({ ...signed, payloadHash: '' }, 'a-secret')}`);
  });

  test.each([
    ['the method', { method: 'GET' }],
    ['the path', { path: '/b' }],
    ['the query', { query: [['q', '2']] as const }],
    ['a signed header', { headers: { ...signed.headers, host: 'other' } }],
    ['the list of signed headers', { signedHeaders: ['host'] }],
    ['the body', { payloadHash: '01' }],
  ])('differs if %s differs', (_, change) => {
    expect(acs3Signature({ ...signed, ...change }, 'a-secret')).not.toBe(acs3Signature(signed, 'a-secret'));
  });

  test('does not depend on a header that is not signed, nor on the order of the list', () => {
    const same = { headers: { ...signed.headers, accept: 'b' }, signedHeaders: ['x-acs-date', 'host'] };
    expect(acs3Signature({ ...signed, ...same }, 'a-secret')).toBe(acs3Signature(signed, 'a-secret'));
  });

  test('differs with another secret', () => {
    expect(acs3Signature(signed, 'b-secret')).not.toBe(acs3Signature(signed, 'a-secret'));
  });
});

const HEX = 'ab'.repeat(32);

describe('readAcs3Authorization', () => {
  test.each([
    [`ACS3-HMAC-SHA256 Credential=id,SignedHeaders=host;x-acs-date,Signature=${HEX}`],
    [`ACS3-HMAC-SHA256  Credential=id, SignedHeaders=host;x-acs-date, Signature=${HEX}`],
  ])('reads %j', (header) => {
    expect(readAcs3Authorization(header)).toEqual({
      accessKeyId: 'id',
      signedHeaders: ['host', 'x-acs-date'],
      signature: HEX,
    });
  });

  test.each([
    '',
    'Bearer token',
    'FC id:signature',
    `ACS3-HMAC-SM3 Credential=id,SignedHeaders=host,Signature=${HEX}`,
    `ACS3-HMAC-SHA256 Credential=,SignedHeaders=host,Signature=${HEX}`,
    `ACS3-HMAC-SHA256 Credential=id,SignedHeaders=,Signature=${HEX}`,
    `ACS3-HMAC-SHA256 Credential=id,SignedHeaders=Host,Signature=${HEX}`,
    `ACS3-HMAC-SHA256 Credential=id,SignedHeaders=host,Signature=${HEX.slice(2)}`,
    `ACS3-HMAC-SHA256 SignedHeaders=host,Signature=${HEX}`,
    `ACS3-HMAC-SHA256 Credential=id,SignedHeaders=host,Signature=${HEX} more`,
  ])('does not read %j', (header) => {
    expect(readAcs3Authorization(header)).toBeUndefined();
  });
});

describe('acs3TriggerHeaders', () => {
  test.each([
    ['https://a.cn-hangzhou.fcapp.run/v1/rules', KEYS],
    ['https://a.cn-hangzhou.fcapp.run/v1/status?prefix=a%2Fb&releases=true', KEYS],
    ['http://127.0.0.1:9001/v1/rules', { ...KEYS, securityToken: 'a-token' }],
    ['https://example.com/$a', KEYS],
  ])('signs %s as the documented call of @alicloud/openapi-util does', (address, keys) => {
    const url = new URL(address);
    const { authorization, ...headers } = acs3TriggerHeaders({ method: 'GET', url }, keys, NOW);
    expect(headers).toEqual({
      'x-acs-date': '2026-11-28T03:04:05Z',
      ...('securityToken' in keys ? { 'x-acs-security-token': keys.securityToken } : {}),
    });
    const request = {
      method: 'GET',
      pathname: url.pathname.replace('$', '%24'),
      query: Object.fromEntries(url.searchParams),
      headers: { host: url.host, ...headers },
    };
    expect(authorization).toBe(
      vendor.getAuthorization(request, 'ACS3-HMAC-SHA256', '', keys.accessKeyId, keys.accessKeySecret),
    );
  });
});
