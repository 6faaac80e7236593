import { expect, test } from 'vitest';
import { readRawHeaders } from '../../../src/stores/oss/read-raw-headers.ts';

function raw(...texts: string[]): Buffer[] {
  return texts.map((text) => Buffer.from(text));
}

test.each([
  [[], {}],
  [raw('ETag', '"A"', 'X-Oss-Request-Id', 'R'), { etag: '"A"', 'x-oss-request-id': 'R' }],
  [raw('x-oss-meta-a', 'é目'), { 'x-oss-meta-a': 'é目' }],
  [
    raw('Content-Length', '5', 'Content-Disposition', 'inline; x=目'),
    expect.objectContaining({ 'content-disposition': 'inline; x=目' }),
  ],
  [raw('x-two', '1', 'X-Two', '', 'x-two', '3'), { 'x-two': '1, , 3' }],
  [[Buffer.from('expires'), Buffer.from([0x61, 0xe9])], { expires: 'a\uefe9' }],
  [raw('empty', ''), { empty: '' }],
])('%s', (headers, read) => {
  expect(readRawHeaders(headers)).toEqual(read);
});
