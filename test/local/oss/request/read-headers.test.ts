import { expect, test } from 'vitest';
import { readHeaders } from '../../../../src/local/oss/request/read-headers.ts';

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
  expect({ ...readHeaders(raw) }).toEqual(expected);
});

test('a name that every object has is absent until it is sent', () => {
  expect(readHeaders([]).constructor).toBeUndefined();
});
