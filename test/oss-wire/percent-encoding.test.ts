import { describe, expect, test } from 'vitest';
import { encodeKey, percentDecode, percentEncode, queryString } from '../../src/oss-wire/percent-encoding.ts';

test.each([
  ['AZaz09-._~', 'AZaz09-._~'],
  ["!'()*", '%21%27%28%29%2A'],
  [' +%/?#&=', '%20%2B%25%2F%3F%23%26%3D'],
  ['é', '%C3%A9'],
  ['目录', '%E7%9B%AE%E5%BD%95'],
  ['🚀', '%F0%9F%9A%80'],
  ['\u0000\n', '%00%0A'],
])('%j is written %s', (text, encoded) => {
  expect(percentEncode(text)).toBe(encoded);
});

test('percentEncode throws for half a surrogate pair', () => {
  expect(() => percentEncode('a\ud800')).toThrow(URIError);
});

describe('percentDecode', () => {
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

  test.each(['%', '%4', '%zz', 'a%', '%E7%9B', '%ff', '%ED%A0%80', '%C0%AF'])('%s is not UTF-8', (encoded) => {
    expect(() => percentDecode(encoded)).toThrow(URIError);
  });
});

describe('encodeKey', () => {
  test.each([
    ['releases/v1/app.tgz', 'releases/v1/app.tgz'],
    ['a b+c%2F.txt', 'a%20b%2Bc%252F.txt'],
    ['//x/../.', '//x/../.'],
    ['目录/🚀', '%E7%9B%AE%E5%BD%95/%F0%9F%9A%80'],
  ])('%s is written %s', (key, encoded) => {
    expect(encodeKey(key)).toBe(encoded);
  });
});

describe('queryString', () => {
  test.each([
    [[], ''],
    [[['symlink', '']], 'symlink'],
    [
      [
        ['list-type', '2'],
        ['prefix', 'a b/+&='],
        ['delimiter', '/'],
      ],
      'list-type=2&prefix=a%20b%2F%2B%26%3D&delimiter=%2F',
    ],
  ] as const)('%j is written %s', (query, text) => {
    expect(queryString(query)).toBe(text);
  });
});
