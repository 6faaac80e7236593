import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { presignV4 } from '../../../../src/stores/oss/request/presign-v4.ts';
import { queryVectors } from '../v4-vectors.ts';

function sha256(text: string) {
  return createHash('sha256').update(text).digest('hex');
}

test.each(queryVectors)('$id: every stage of a presigned request', (vector) => {
  const signed = presignV4(vector, { ...vector, now: vector.time * 1000, expiresIn: vector.expiresIn ?? 0 });
  const scope = `${vector.dateTime.slice(0, 8)}/${vector.region}/${vector.product}/aliyun_v4_request`;

  if (vector.canonicalRequest !== undefined) expect(signed.canonicalRequest).toBe(vector.canonicalRequest);
  expect(sha256(signed.canonicalRequest)).toBe(vector.sha256);
  expect(signed.stringToSign).toBe(`OSS4-HMAC-SHA256\n${vector.dateTime}\n${scope}\n${vector.sha256}`);
  expect(signed.signature).toBe(vector.signature);
  expect(signed.query.slice(0, vector.query.length)).toEqual(vector.query);
  expect(Object.fromEntries(signed.query.slice(vector.query.length))).toEqual({
    'x-oss-signature-version': 'OSS4-HMAC-SHA256',
    'x-oss-credential': `ak/${scope}`,
    'x-oss-date': vector.dateTime,
    'x-oss-expires': String(vector.expiresIn),
    ...(vector.additionalHeaders.length === 0 ? {} : { 'x-oss-additional-headers': 'abc;zabc' }),
    ...(vector.credentials.securityToken === undefined ? {} : { 'x-oss-security-token': 'token' }),
    'x-oss-signature': vector.signature,
  });
});

test.each([0, -1, 604_801, 1.5, Number.NaN])('an expiry of %s seconds is refused', (expiresIn) => {
  const [q1] = queryVectors;
  if (q1 === undefined) throw new Error('no vectors');
  expect(() => presignV4(q1, { ...q1, now: 0, expiresIn })).toThrow(
    `presigned URL: cannot expire after ${expiresIn} seconds; OSS takes whole seconds from 1 to 604800 (7 days)`,
  );
});
