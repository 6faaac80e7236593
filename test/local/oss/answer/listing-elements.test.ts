import { expect, test } from 'vitest';
import { commonPrefixes, restoreInfo } from '../../../../src/local/oss/answer/listing-elements.ts';
import { nameEncoder } from '../../../../src/local/oss/answer/name-encoder.ts';

test.each([
  [[], ''],
  [['a/'], '<CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes>'],
  [
    ['a&b/', 'c\r/'],
    '<CommonPrefixes><Prefix>a&amp;b/</Prefix></CommonPrefixes><CommonPrefixes><Prefix>c&#13;/</Prefix></CommonPrefixes>',
  ],
])('common prefixes %j', (prefixes, expected) => {
  expect(commonPrefixes(prefixes, nameEncoder(new Map()))).toBe(expected);
});

test('common prefixes with encoding-type=url', () => {
  const names = nameEncoder(new Map([['encoding-type', 'url']]));
  expect(commonPrefixes(['a&b/'], names)).toBe('<CommonPrefixes><Prefix>a%26b%2F</Prefix></CommonPrefixes>');
});

test.each([
  [undefined, ''],
  [{ ongoing: true }, '<RestoreInfo>ongoing-request="true"</RestoreInfo>'],
  [
    { ongoing: false, expires: 0 },
    '<RestoreInfo>ongoing-request="false", expiry-date="Thu, 01 Jan 1970 00:00:00 GMT"</RestoreInfo>',
  ],
])('restore info %j', (restore, expected) => {
  expect(restoreInfo(restore)).toBe(expected);
});
