import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { authorizeV4 } from '../../../../src/stores/oss/request/authorize-v4.ts';
import { headerVectors } from '../../../oss-wire/v4-vectors.ts';

function sha256(text: string) {
  return createHash('sha256').update(text).digest('hex');
}

test.each(headerVectors)('$id: every stage of a signed request', (vector) => {
  const signed = authorizeV4(vector, { ...vector, now: vector.time * 1000 });
  const scope = `${vector.dateTime.slice(0, 8)}/${vector.region}/${vector.product}/aliyun_v4_request`;

  if (vector.canonicalRequest !== undefined) expect(signed.canonicalRequest).toBe(vector.canonicalRequest);
  expect(sha256(signed.canonicalRequest)).toBe(vector.sha256);
  expect(signed.stringToSign).toBe(`OSS4-HMAC-SHA256\n${vector.dateTime}\n${scope}\n${vector.sha256}`);
  expect(signed.signature).toBe(vector.signature);
  expect(signed.headers).toEqual({
    ...vector.headers,
    'x-oss-date': vector.dateTime,
    'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
    ...(vector.credentials.securityToken === undefined
      ? {}
      : { 'x-oss-security-token': vector.credentials.securityToken }),
    authorization: vector.authorization ?? `OSS4-HMAC-SHA256 Credential=ak/${scope},Signature=${vector.signature}`,
  });
});

test('a given signingKey is called with secret and scope', () => {
  const [h1] = headerVectors;
  if (h1 === undefined) throw new Error('no vectors');
  const asked: unknown[] = [];
  const key = Buffer.from('remembered');
  const signed = authorizeV4(h1, {
    ...h1,
    now: h1.time * 1000,
    signingKey: (...args) => {
      asked.push(args);
      return key;
    },
  });
  expect(asked).toEqual([['sk', { date: '20231216', region: 'cn-hangzhou', product: 'oss' }]]);
  expect(signed.signature).not.toBe(h1.signature);
});
