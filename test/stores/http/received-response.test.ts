import { describe, expect, test } from 'vitest';
import { ReceivedResponse, readRawHeader, readRawHeaders } from '../../../src/stores/http/received-response.ts';

describe('read raw headers', () => {
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

  test.each([
    [raw('ETag', '"A"', 'X-Oss-Request-Id', 'R'), 'x-oss-request-id', 'R'],
    [raw('x-two', '1', 'X-Two', '', 'x-two', '3'), 'x-two', '1, , 3'],
    [raw('x-a', 'é目'), 'x-a', 'é目'],
    [[Buffer.from('expires'), Buffer.from([0x61, 0xe9])], 'expires', 'a\uefe9'],
    [raw('empty', ''), 'empty', ''],
    // Same length, other name.
    [raw('x-oss-meta_a', '1'), 'x-oss-meta-a', undefined],
    [raw('etags', '1', 'eta', '2'), 'etag', undefined],
    [[], 'etag', undefined],
  ])('%s: %s alone', (headers, name, value) => {
    expect(readRawHeader(headers, name)).toBe(value);
  });
});

test('all headers, or one of them', () => {
  const response = new ReceivedResponse(200, [Buffer.from('ETag'), Buffer.from('"A"')], 'text');
  expect(response.header('etag')).toBe('"A"');
  expect(response).toMatchObject({ status: 200, body: 'text', headers: { etag: '"A"' } });
});
