import { expect, test } from 'vitest';
import { readWriteOptions } from '../../../../src/local/oss/request/read-write-options.ts';
import { ossCall } from '../oss-call-fixture.ts';

const none = { headers: {}, metadata: {}, requestId: ossCall().requestId };

test.each([
  [{}, {}],
  [{ 'content-length': '5', host: 'h', 'x-oss-date': 'd' }, {}],
  [
    { 'content-type': 'a/b', 'cache-control': 'c', expires: 'e' },
    { headers: { contentType: 'a/b', cacheControl: 'c', expires: 'e' } },
  ],
  [
    { 'content-disposition': 'd', 'content-encoding': 'gzip', 'content-language': 'zh' },
    { headers: { contentDisposition: 'd', contentEncoding: 'gzip', contentLanguage: 'zh' } },
  ],
  [{ 'x-oss-meta-a': '1', 'x-oss-meta-': 'x' }, { metadata: { a: '1', '': 'x' } }],
  [
    { 'x-oss-tagging': 'a=1&b=x%20y+z%2B&c&d=' },
    {
      tags: [
        ['a', '1'],
        ['b', 'x y z+'],
        ['c', ''],
        ['d', ''],
      ],
    },
  ],
  [
    { 'x-oss-tagging': 'a=1&a=2&b=c%3Dd' },
    {
      tags: [
        ['a', '1'],
        ['a', '2'],
        ['b', 'c=d'],
      ],
    },
  ],
  [{ 'x-oss-tagging': '' }, { tags: [] }],
  [
    { 'x-oss-object-acl': 'private', 'x-oss-storage-class': 'IA' },
    { acl: 'private', storageClass: 'IA' },
  ],
  [{ 'x-oss-forbid-overwrite': 'True' }, { forbidOverwrite: true }],
  [{ 'x-oss-forbid-overwrite': 'false' }, { forbidOverwrite: false }],
])('%j', (headers, expected) => {
  expect(readWriteOptions(ossCall({ headers }))).toEqual({ ...none, ...expected });
});

test('tags that do not decode', () => {
  expect(() => readWriteOptions(ossCall({ headers: { 'x-oss-tagging': 'a=100%' } }))).toThrow('Write "%25"');
});

test.each(['', 'yes', '1', 'true false', 'true,true'])(
  'x-oss-forbid-overwrite: %j is refused, not read as false',
  (value) => {
    expect(() => readWriteOptions(ossCall({ headers: { 'x-oss-forbid-overwrite': value } }))).toThrow(
      'x-oss-forbid-overwrite must be true or false.',
    );
  },
);

test.each(['aa=bb=cc', 'a=1&b==', 'a=b&c=d=e'])('x-oss-tagging %s is refused', (tagging) => {
  expect(() => readWriteOptions(ossCall({ headers: { 'x-oss-tagging': tagging } }))).toThrow(
    expect.objectContaining({ ossCode: 'InvalidArgument', details: expect.objectContaining({ ec: '0010-00000219' }) }),
  );
});
