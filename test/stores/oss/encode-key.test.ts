import { expect, test } from 'vitest';
import { encodeKey } from '../../../src/stores/oss/encode-key.ts';

test.each([
  ['releases/v1/app.tgz', 'releases/v1/app.tgz'],
  ['a b+c%2F.txt', 'a%20b%2Bc%252F.txt'],
  ['//x/../.', '//x/../.'],
  ['目录/🚀', '%E7%9B%AE%E5%BD%95/%F0%9F%9A%80'],
])('%s is written %s', (key, encoded) => {
  expect(encodeKey(key)).toBe(encoded);
});
