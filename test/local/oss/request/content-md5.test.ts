import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkContentMd5, checkContentMd5Shape } from '../../../../src/local/oss/request/content-md5.ts';

const md5 = createHash('md5').update('hello').digest();

test.each([undefined, 'XUFAKrxLKna5cZ2REBfFkg=='])('%s is right for "hello"', (header) => {
  expect(() => checkContentMd5(header, md5)).not.toThrow();
  expect(() => checkContentMd5Shape(header)).not.toThrow();
});

test('of another body', () => {
  const other = createHash('md5').update('world').digest('base64');
  expect(() => checkContentMd5(other, md5)).toThrow('did not match what we received');
});

test.each(['', 'abc', 'XUFAKrxLKna5cZ2REBfFkg', '5d41402abc4b2a76b9719d911017c592'])('%j is not an MD5', (header) => {
  expect(() => checkContentMd5Shape(header)).toThrow('The Content-MD5 you specified was invalid.');
});
