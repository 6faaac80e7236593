import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { headerIn, headerList } from '../../../../src/oss-wire/header-list.ts';
import { authorizeV4, rememberSigningMoment, signingMoment } from '../../../../src/stores/oss/request/authorize-v4.ts';
import { headerRecord } from '../../../oss-wire/header-record.ts';
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
  expect(headerRecord(signed.headers)).toEqual({
    ...headerRecord(headerList(vector.headers)),
    'x-oss-date': vector.dateTime,
    'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
    ...(vector.credentials.securityToken === undefined
      ? {}
      : { 'x-oss-security-token': vector.credentials.securityToken }),
    authorization: vector.authorization ?? `OSS4-HMAC-SHA256 Credential=ak/${scope},Signature=${vector.signature}`,
  });
});

test('what is sent is the same with a remembered moment', () => {
  const moment = rememberSigningMoment();
  for (const vector of headerVectors) {
    // Region and product stay the same for one sender.
    const how = { ...vector, region: 'cn-hangzhou', product: 'oss' };
    for (const now of [vector.time * 1000, vector.time * 1000 + 999, vector.time * 1000 + 86_400_000]) {
      expect(authorizeV4(vector, { ...how, now, moment })).toEqual(authorizeV4(vector, { ...how, now }));
    }
  }
});

describe('a remembered moment', () => {
  const first = { credentials: { accessKeyId: 'a', accessKeySecret: 's' }, now: 1000, region: 'cn-hangzhou' };

  test('is kept for a second', () => {
    const moment = rememberSigningMoment();
    expect(moment({ ...first, now: 1999 })).toBe(moment(first));
  });

  test.each([
    ['second', { ...first, now: 2000 }],
    ['access key', { ...first, credentials: { accessKeyId: 'b', accessKeySecret: 's' } }],
    ['secret', { ...first, credentials: { accessKeyId: 'a', accessKeySecret: 't' } }],
  ])('is another one for another %s', (_, other) => {
    const moment = rememberSigningMoment();
    const before = moment(first);
    expect(moment(other)).not.toBe(before);
    const { hmac, ...texts } = signingMoment(other);
    expect(moment(other)).toMatchObject(texts);
    expect(moment(other).hmac('x')).toBe(hmac('x'));
  });
});

test.each([
  ['signed and sent as UTF-8', { 'x-oss-meta-a': 'é' }, 'Ã©'],
  ['signed and sent as the bytes that it was read from', { 'x-oss-meta-a': 'caf\uefe9' }, 'café'],
  ['sent as UTF-8 if it is not signed', { 'cache-control': 'é' }, 'Ã©'],
])('a value beyond ASCII is %s', (_, headers, sent) => {
  const request = { method: 'PUT', bucket: 'demo', key: 'k', query: [], headers };
  const how = { credentials: { accessKeyId: 'a', accessKeySecret: 's' }, region: 'cn-hangzhou', now: 0 };
  const signed = authorizeV4(request, how);
  const [name = ''] = Object.keys(headers);
  expect(headerIn(signed.headers, name)).toBe(sent);
  // The digest covers the bytes that are sent.
  const bytes = Buffer.from(signed.canonicalRequest.replace(Object.values(headers)[0] ?? '', sent), 'latin1');
  expect(signed.stringToSign).toContain(createHash('sha256').update(bytes).digest('hex'));
});
