import { expect, test } from 'vitest';
import { percentDecode } from '../../../src/local/oss/percent-decode.ts';

test.each([
  ['a/b', 'a/b'],
  ['a%2Fb', 'a/b'],
  ['a+b', 'a+b'],
  ['%2B%25', '+%'],
  ['%252F', '%2F'],
  ['%E7%9B%AE', '目'],
  ['%F0%9F%98%80', '😀'],
  ['..%2F.', '../.'],
])('%s is %s, decoded once', (encoded, text) => {
  expect(percentDecode(encoded)).toBe(text);
});

test.each(['%', '%4', '%zz', 'a%', '%E7%9B', '%ff', '%ED%A0%80', '%C0%AF'])('%s is no UTF-8 text', (encoded) => {
  expect(() => percentDecode(encoded)).toThrow(URIError);
});
