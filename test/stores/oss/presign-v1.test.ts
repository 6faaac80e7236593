import { expect, test } from 'vitest';
import { presignV1 } from '../../../src/stores/oss/presign-v1.ts';
import { signV1 } from '../../../src/stores/oss/sign-v1.ts';

const cases = [
  {
    id: 'V1-e',
    key: 'key',
    token: undefined,
    expires: 1699807420,
    toSign: 'GET\n\n\n1699807420\n/bucket/key?versionId=versionId',
    signature: 'dcLTea+Yh9ApirQ8o8dOPqtvJXQ=',
  },
  {
    id: 'V1-f',
    key: 'key+123',
    token: 'token',
    expires: 1699808204,
    toSign: 'GET\n\n\n1699808204\n/bucket/key+123?security-token=token&versionId=versionId',
    signature: 'jzKYRrM5y6Br0dRFPaTGOsbrDhY=',
  },
];

// alibabacloud-oss-go-sdk-v2, oss/signer/signer_test.go
test.each(cases)('$id: the query of a presigned request', ({ key, token, expires, signature }) => {
  const credentials = {
    accessKeyId: 'ak',
    accessKeySecret: 'sk',
    ...(token === undefined ? {} : { securityToken: token }),
  };
  const request = { method: 'GET', bucket: 'bucket', key, query: [['versionId', 'versionId'] as const], headers: {} };
  expect(Object.fromEntries(presignV1(request, { credentials, expires }))).toEqual({
    Expires: String(expires),
    OSSAccessKeyId: 'ak',
    Signature: signature,
    versionId: 'versionId',
    ...(token === undefined ? {} : { 'security-token': token }),
  });
});

// What a server does: the whole query that came, its signature aside.
test.each(cases)(
  '$id: recomputed from the request as it was received',
  ({ key, token, expires, toSign, signature }) => {
    const query = [
      ['Expires', String(expires)],
      ['OSSAccessKeyId', 'ak'],
      ['Signature', signature],
      ['versionId', 'versionId'],
      ...(token === undefined ? [] : [['security-token', token] as const]),
    ] as const;
    const request = { method: 'GET', bucket: 'bucket', key, query, headers: { host: 'bucket.oss.example' } };
    expect(signV1(request, { accessKeySecret: 'sk', expires: String(expires) })).toEqual({
      stringToSign: toSign,
      signature,
    });
  },
);
