import { expect, test } from 'vitest';
import { contentHeadersOut, metadataOut } from '../../../src/local/oss/object-headers.ts';

test.each([
  [{}, { 'content-type': 'application/octet-stream' }],
  [
    { contentType: 'a/b', cacheControl: 'no-cache' },
    { 'content-type': 'a/b', 'cache-control': 'no-cache' },
  ],
])('%j', (headers, expected) => {
  expect(JSON.parse(JSON.stringify(contentHeadersOut(headers)))).toEqual(expected);
});

test('metadata goes out as UTF-8', () => {
  expect(metadataOut({ a: '目' })).toEqual({ 'x-oss-meta-a': 'ç\u009b®' });
});
