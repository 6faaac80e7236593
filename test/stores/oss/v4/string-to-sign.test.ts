import { expect, test } from 'vitest';
import { stringToSign } from '../../../../src/stores/oss/v4/string-to-sign.ts';
import { headerVectors, queryVectors } from '../v4-vectors.ts';

const written = [...headerVectors, ...queryVectors].flatMap((vector) =>
  vector.canonicalRequest === undefined ? [] : [{ ...vector, canonicalRequest: vector.canonicalRequest }],
);

test.each(written)('$id', ({ dateTime, region, product, canonicalRequest, sha256 }) => {
  const date = dateTime.slice(0, 8);
  expect(stringToSign(dateTime, { date, region, product }, canonicalRequest)).toBe(
    `OSS4-HMAC-SHA256\n${dateTime}\n${date}/${region}/${product}/aliyun_v4_request\n${sha256}`,
  );
});
