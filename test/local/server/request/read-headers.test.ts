import { expect, test } from 'vitest';
import { readHeaders } from '../../../../src/local/server/request/read-headers.ts';

test.each([
  [['Host', 'a', 'X-OSS-Date', 'b'], { host: 'a', 'x-oss-date': 'b' }],
  [['x-oss-meta-a', '1', 'X-Oss-Meta-A', '2'], { 'x-oss-meta-a': '1,2' }],
  [['x-oss-symlink-target', 'ç\u009b®'], { 'x-oss-symlink-target': '目' }],
  [
    ['content-disposition', 'a=\u00e9', 'x-oss-meta-a', '\u00e9'],
    { 'content-disposition': 'a=\uefe9', 'x-oss-meta-a': '\uefe9' },
  ],
  [['x-oss-tagging', 'a=\u00e9'], { 'x-oss-tagging': 'a=\u00e9' }],
  [[], {}],
])('%j', (raw, expected) => {
  expect({ ...readHeaders(raw, 'x-oss-') }).toEqual(expected);
});

test('a name that every object has is absent until it is sent', () => {
  expect(readHeaders([], 'x-oss-').constructor).toBeUndefined();
});

test('user metadata of another vendor is read in the same way', () => {
  const raw = ['x-bce-meta-a', '\u00e9', 'x-oss-meta-a', '\u00e9'];
  expect({ ...readHeaders(raw, 'x-bce-') }).toEqual({ 'x-bce-meta-a': '\uefe9', 'x-oss-meta-a': '\u00e9' });
});
