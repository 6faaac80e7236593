import { expect, test } from 'vitest';
import { nameEncoder } from '../../../../src/local/oss/answer/name-encoder.ts';

test.each([
  [undefined, 'a b/目'],
  ['', 'a b/目'],
  ['url', 'a%20b%2F%E7%9B%AE'],
])('encoding-type %s', (type, expected) => {
  const query = new Map(type === undefined ? [] : [['encoding-type', type]]);
  expect(nameEncoder(query).encode('a b/目')).toBe(expected);
});

test('another type is refused', () => {
  expect(() => nameEncoder(new Map([['encoding-type', 'base64']]))).toThrow('Invalid Encoding Method');
});
