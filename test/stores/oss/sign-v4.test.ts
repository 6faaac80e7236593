import { expect, test } from 'vitest';
import { signV4 } from '../../../src/stores/oss/sign-v4.ts';
import { signingKey } from '../../../src/stores/oss/v4/signing-key.ts';
import { headerVectors } from './v4-vectors.ts';

// What a server does: everything, date and digest header included, is in the request that came.
test.each(headerVectors)('$id: recomputed from the request as it was received', (vector) => {
  const { bucket, key, method, query, dateTime, region, product } = vector;
  const scope = { date: dateTime.slice(0, 8), region, product };
  const headers = {
    ...vector.headers,
    Host: 'bucket.oss-cn-hangzhou.aliyuncs.com',
    'X-Oss-Date': dateTime,
    'X-Oss-Content-Sha256': 'UNSIGNED-PAYLOAD',
    ...(vector.credentials.securityToken === undefined
      ? {}
      : { 'X-Oss-Security-Token': vector.credentials.securityToken }),
  };
  const received = { method, bucket, query, headers, ...(key === undefined ? {} : { key }) };
  const signed = signV4(received, {
    dateTime,
    scope,
    signingKey: signingKey(vector.credentials.accessKeySecret, scope),
    additionalHeaders: vector.additionalHeaders,
  });
  expect(signed.signature).toBe(vector.signature);
});
