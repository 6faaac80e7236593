import { expect, test } from 'vitest';
import { uriEncode, uriEncodePath } from '../../src/bce-wire/uri-encode.ts';
import { headerText } from '../../src/oss-wire/header-text.ts';

// The first is from bce-sdk-js, test/sdk/auth.spec.js.
test.each([
  ["!'()*this is an example for 测试", '%21%27%28%29%2Athis%20is%20an%20example%20for%20%E6%B5%8B%E8%AF%95'],
  ['a/b:c', 'a%2Fb%3Ac'],
  ['AZaz09-._~', 'AZaz09-._~'],
  ['%2F+', '%252F%2B'],
  [headerText(Buffer.from([0x61, 0x2f, 0xe9, 0x20])), 'a%2F%E9%20'],
  ['', ''],
])('%j is encoded as %s', (text, encoded) => {
  expect(uriEncode(text)).toBe(encoded);
});

test.each([
  ['/latest/测试 a.txt', '/latest/%E6%B5%8B%E8%AF%95%20a.txt'],
  ['/a//b/../c', '/a//b/../c'],
])('the path %j is encoded as %s', (text, encoded) => {
  expect(uriEncodePath(text)).toBe(encoded);
});

test('half a surrogate pair has no encoding', () => {
  expect(() => uriEncode('\ud800')).toThrow(URIError);
});
