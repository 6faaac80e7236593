import { expect, test } from 'vitest';
import { percentEncode } from '../../../src/stores/oss/percent-encode.ts';

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

test('half a surrogate pair is refused', () => {
  expect(() => percentEncode('a\ud800')).toThrow(URIError);
});
