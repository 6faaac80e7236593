import { describe, expect, test } from 'vitest';
import { WireFault } from '../../../../src/local/oss/answer/wire-fault.ts';
import { type RequestToVerify, type Verifier, verifyRequest } from '../../../../src/local/oss/auth/verify-request.ts';
import type { Address } from '../../../../src/local/oss/server/addresses.ts';
import type { Credentials } from '../../../../src/oss-wire/credentials.ts';
import { signV1 } from '../../../../src/oss-wire/sign-v1.ts';
import { signingKey } from '../../../../src/oss-wire/sign-v4.ts';
import type { QueryPair, SignableRequest } from '../../../../src/oss-wire/signable-request.ts';
import { presignV4 } from '../../../../src/stores/oss/request/presign-url.ts';
import { authorizedHeaders } from '../../../oss-wire/header-record.ts';

const address: Address = { style: 'virtual-host', bucket: 'bucket', key: '1234+-/123/1.txt' };
const ak = { accessKeyId: 'ak', accessKeySecret: 'sk' };
const sts = { accessKeyId: 'STS.ak', accessKeySecret: 'sk', securityToken: 'token' };
const at = 1702743657_000;
const verifier: Verifier = {
  credentials: (id) => [ak, sts].find(({ accessKeyId }) => accessKeyId === id),
  region: 'cn-hangzhou',
  signingKey,
  now: at,
};

/** The query of a presigned V1 request. `expires` is a Unix time in seconds. */
function presignV1(
  request: SignableRequest,
  { credentials, expires }: { readonly credentials: Credentials; readonly expires: number },
): readonly QueryPair[] {
  const { accessKeyId, accessKeySecret, securityToken } = credentials;
  const query: QueryPair[] =
    securityToken === undefined ? [...request.query] : [...request.query, ['security-token', securityToken]];
  const { signature } = signV1({ ...request, query }, { accessKeySecret, expires: String(expires) });
  return [['Expires', String(expires)], ['OSSAccessKeyId', accessKeyId], ['Signature', signature], ...query];
}

/** The common input of the signer tests that the OSS SDKs publish (Go SDK v2, TestV4AuthHeader). */
const published: RequestToVerify = {
  method: 'PUT',
  query: [
    ['param1', 'value1'],
    ['+param1', 'value3'],
    ['|param1', 'value4'],
    ['+param2', ''],
    ['|param2', ''],
    ['param2', ''],
  ],
  headers: {
    'x-oss-head1': 'value',
    abc: 'value',
    zabc: 'value',
    xyz: 'value',
    'content-type': 'text/plain',
    'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
    'x-oss-date': '20231216T162057Z',
  },
  addresses: [address],
};
const scope = '20231216/cn-hangzhou/oss/aliyun_v4_request';
const signature = 'e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe';

function withHeaders(headers: Readonly<Record<string, string>>): RequestToVerify {
  return {
    ...published,
    headers: { ...published.headers, ...headers },
  };
}

const publishedSigned = withHeaders({
  authorization: `OSS4-HMAC-SHA256 Credential=ak/${scope},Signature=${signature}`,
});

const get = { method: 'GET', bucket: 'bucket', key: 'a b+c/目', query: [['versionId', 'x']], headers: {} } as const;
const got: Address = { style: 'path', bucket: get.bucket, key: get.key };

function signedForms(credentials: typeof ak): readonly (readonly [string, RequestToVerify])[] {
  const v1Date = { date: new Date(at).toUTCString() };
  const v1 = signV1({ ...get, headers: v1Date }, credentials);
  return [
    [
      'V4 header',
      { ...get, headers: authorizedHeaders(get, { credentials, region: 'cn-hangzhou', now: at }), addresses: [got] },
    ],
    [
      'V4 query',
      {
        ...get,
        query: presignV4(get, { credentials, region: 'cn-hangzhou', now: at, expiresIn: 60 }).query,
        addresses: [got],
      },
    ],
    [
      'V1 header',
      {
        ...get,
        headers: { ...v1Date, authorization: `OSS ${credentials.accessKeyId}:${v1.signature}` },
        addresses: [got],
      },
    ],
    ['V1 query', { ...get, query: presignV1(get, { credentials, expires: at / 1000 + 60 }), addresses: [got] }],
  ];
}

test('takes the signature that the SDKs publish', () => {
  expect(verifyRequest(publishedSigned, verifier)).toEqual({ address, signed: true });
});

test.each(signedForms(ak))('takes %s', (_, request) => {
  expect(verifyRequest(request, verifier)).toEqual({ address: got, signed: true });
});

test.each(signedForms(sts).filter(([form]) => form !== 'V1 header'))('takes %s with a security token', (_, request) => {
  expect(verifyRequest(request, verifier)).toEqual({ address: got, signed: true });
});

test('a request without a signature uses the most likely address, and is not signed', () => {
  expect(verifyRequest(published, verifier)).toEqual({ address, signed: false });
});

describe('the signature decides between addresses', () => {
  const wrong: readonly Address[] = [{ style: 'path' }, { style: 'path', bucket: '1234+-', key: '123/1.txt' }];
  test.each(signedForms(ak))('%s', (_, request) => {
    const found = verifyRequest({ ...request, addresses: [...wrong, got, { ...got, bucket: 'last' }] }, verifier);
    expect(found.address).toEqual(got);
  });
});

describe('refuses', () => {
  const other = { ...address, key: 'other' };
  const bySecret = (accessKeyId: string, accessKeySecret: string, region = 'cn-hangzhou'): RequestToVerify => ({
    ...get,
    headers: authorizedHeaders(get, { credentials: { accessKeyId, accessKeySecret }, region, now: at }),
    addresses: [got],
  });
  const tokened = { ...sts, securityToken: 'stolen' };
  test.each([
    ['another key', { ...publishedSigned, addresses: [other] }, 'SignatureDoesNotMatch'],
    ['another method', { ...publishedSigned, method: 'DELETE' }, 'SignatureDoesNotMatch'],
    [
      'another header',
      { ...publishedSigned, headers: { ...publishedSigned.headers, 'x-oss-head1': 'v' } },
      'SignatureDoesNotMatch',
    ],
    [
      'a header more',
      { ...publishedSigned, headers: { ...publishedSigned.headers, 'x-oss-acl': 'private' } },
      'SignatureDoesNotMatch',
    ],
    ['a parameter less', { ...publishedSigned, query: published.query.slice(1) }, 'SignatureDoesNotMatch'],
    ['another secret', bySecret('ak', 'guess'), 'SignatureDoesNotMatch'],
    ['an unknown key id', bySecret('nobody', 'sk'), 'InvalidAccessKeyId'],
    ['another region', bySecret('ak', 'sk', 'cn-shanghai'), 'InvalidArgument'],
    ['temporary credentials without their token', bySecret('STS.ak', 'sk'), 'InvalidSecurityToken'],
    ['another token', signedForms(tokened)[0]?.[1] ?? published, 'InvalidSecurityToken'],
    [
      'a token with a lasting key',
      signedForms({ ...ak, securityToken: 'token' } as typeof ak)[0]?.[1] ?? published,
      'InvalidSecurityToken',
    ],
  ])('%s: %s', (_, request, code) => {
    expect(refusalOf(() => verifyRequest(request, verifier))).toMatchObject({ ossCode: code });
  });

  test('another region by name, in header and query', () => {
    const elements = [
      ['SigningRegion', 'cn-shanghai'],
      ['ExpectedRegion', 'cn-hangzhou'],
    ];
    expect(refusalOf(() => verifyRequest(bySecret('ak', 'sk', 'cn-shanghai'), verifier))).toMatchObject({
      message: 'Invalid signing region in Authorization header.',
      details: { ec: '0002-00000226', elements },
    });
    const { query } = presignV4(get, { credentials: ak, region: 'cn-shanghai', now: at, expiresIn: 60 });
    expect(refusalOf(() => verifyRequest({ ...get, query, addresses: [got] }, verifier))).toMatchObject({
      message: 'The signing region in credential is invalid.',
      details: { elements },
    });
  });

  test('a request of 16 minutes ago', () => {
    const later = { ...verifier, now: at + 16 * 60_000 };
    expect(refusalOf(() => verifyRequest(publishedSigned, later))).toMatchObject({ ossCode: 'RequestTimeTooSkewed' });
  });
});

test('a refused signature comes with the texts that were signed here', () => {
  const refusal = refusalOf(() => verifyRequest({ ...publishedSigned, method: 'POST' }, verifier));
  const elements = new Map(refusal?.details.elements);
  expect(elements.get('OSSAccessKeyId')).toBe('ak');
  expect(elements.get('SignatureProvided')).toBe(signature);
  expect(elements.get('StringToSign')).toContain(`OSS4-HMAC-SHA256\n20231216T162057Z\n${scope}\n`);
  expect(elements.get('StringToSignBytes')).toMatch(/^4F 53 53 34 /);
  expect(elements.get('CanonicalRequest')).toContain('POST\n/bucket/1234%2B-/123/1.txt\n%2Bparam1=value3&');
});

function refusalOf(work: () => unknown): WireFault | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof WireFault) return error;
    throw error;
  }
}

describe('a header in Latin-1', () => {
  const raw = 'caf\uefe9';
  const request = { ...get, headers: { 'x-oss-meta-a': raw } };
  const at = { address: got, signed: true };
  const how = { credentials: ak, region: 'cn-hangzhou', now: verifier.now };

  test.each([
    ['its bytes', raw],
    ['its text', 'caf\u00e9'],
  ])('may be signed by %s', (_, text) => {
    const headers = authorizedHeaders({ ...request, headers: { 'x-oss-meta-a': text } }, how);
    const arrived = { ...request, addresses: [got], headers: { ...headers, 'x-oss-meta-a': raw } };
    expect(verifyRequest(arrived, verifier)).toEqual(at);
  });

  test('but not by another text', () => {
    const headers = authorizedHeaders({ ...request, headers: { 'x-oss-meta-a': 'cafe' } }, how);
    const arrived = { ...request, addresses: [got], headers: { ...headers, 'x-oss-meta-a': raw } };
    expect(() => verifyRequest(arrived, verifier)).toThrow('signature we calculated does not match');
  });
});
