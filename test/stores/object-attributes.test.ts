import { expect, test } from 'vitest';
import {
  contentHeaderNames,
  isHeaderText,
  readContentHeaders,
  readMetadata,
} from '../../src/stores/object-attributes.ts';

test.each(Object.entries(contentHeaderNames))('%s is the header %s', (field, name) => {
  expect(name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())).toBe(field);
});

test.each(['', 'no-cache', 'a\tb', ' ', 'é', '\u0080', '\u009f', '版', '\ud7ff\ue000', '\uef80', '😀'])(
  '%j can be a header value',
  (value) => {
    expect(isHeaderText(value)).toBe(true);
  },
);

test.each(['\u0000', 'a\nb', 'a\r\nb', '\u001f', '\u007f', 'a\ud83d', '\ude00'])('%j cannot', (value) => {
  expect(isHeaderText(value)).toBe(false);
});

test.each([
  [{}, {}],
  [
    { 'content-type': 't', 'cache-control': 'c', expires: 'e', etag: 'x', 'content-length': '1' },
    { contentType: 't', cacheControl: 'c', expires: 'e' },
  ],
])('of the headers %j, the content headers are %j', (headers, read) => {
  expect(readContentHeaders(headers)).toEqual(read);
});

test('metadata has its own prefix in each store', () => {
  const headers = { 'x-oss-meta-a': '1', 'x-bce-meta-b': '2', 'x-bce-metadata': '3', 'x-bce-meta-': '4' };
  expect(readMetadata(headers, 'x-oss-meta-')).toEqual({ a: '1' });
  expect(readMetadata(headers, 'x-bce-meta-')).toEqual({ b: '2', '': '4' });
});
