import { expect, test } from 'vitest';
import { decodeTag } from '../../../../src/local/server/request/write-options.ts';

test.each([
  ['a+b', 'a b'],
  ['a%2Bb', 'a+b'],
  ['%E6%B5%8B', '测'],
  ['', ''],
])('the tag %s is %j', (encoded, text) => {
  expect(decodeTag(encoded)).toBe(text);
});

test.each(['%', '%FF'])('the tag %s cannot be decoded', (encoded) => {
  expect(() => decodeTag(encoded)).toThrow(URIError);
});
