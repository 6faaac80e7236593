import { expect, test } from 'vitest';
import { decodeOrKeep } from '../src/decode-or-keep.ts';

test.each([
  ['', ''],
  ['releases/app 1.0.0.tgz', 'releases/app 1.0.0.tgz'],
  ['releases%2Fapp%201.0.0.tgz', 'releases/app 1.0.0.tgz'],
  ['%E4%B8%AD%E6%96%87', '\u4e2d\u6587'],
  ['a+b', 'a+b'],
  ['100%', '100%'],
  ['%41 and 100%', '%41 and 100%'],
  ['%FF', '%FF'],
])('%j is decoded to %j', (text, expected) => {
  expect(decodeOrKeep(text)).toBe(expected);
});
