import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkContentMd5, checkContentMd5Shape } from '../../../../src/local/bos/request/content-md5.ts';

const md5 = createHash('md5').update('hello').digest();

test('accepts the MD5 of the body, and none', () => {
  for (const header of [undefined, 'XUFAKrxLKna5cZ2REBfFkg==']) {
    checkContentMd5Shape(header);
    checkContentMd5(header, md5);
  }
});

test('refuses another MD5, and a text that is not one', () => {
  const other = createHash('md5').update('other').digest('base64');
  checkContentMd5Shape(other);
  expect(() => checkContentMd5(other, md5)).toThrow('did not match');
  expect(() => checkContentMd5Shape('5d41402abc4b2a76b9719d911017c592')).toThrow('not the Base64');
});
