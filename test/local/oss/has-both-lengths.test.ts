import { describe, expect, test } from 'vitest';
import { hasBothLengths } from '../../../src/local/oss/has-both-lengths.ts';

function head(requestLine: string, ...lines: readonly string[]): Buffer {
  return Buffer.from(`${[requestLine, ...lines].join('\r\n')}\r\n\r\n5\r\nhello\r\n0\r\n\r\n`, 'latin1');
}

const put = 'PUT /demo/k HTTP/1.1';
const length = 'Content-Length: 5';
const chunked = 'Transfer-Encoding: chunked';

describe('is taken', () => {
  test.each([
    ['length first', head(put, 'Host: h', length, chunked)],
    ['chunked first', head(put, chunked, length)],
    ['any case and space', head('POST /?delete HTTP/1.1', 'content-LENGTH:5 ', 'transfer-encoding:\t Chunked')],
    ['bytes above ASCII', head(put, 'x-oss-meta-a: \u00e9', length, chunked)],
  ])('%s', (_, packet) => {
    expect(hasBothLengths(packet)).toBe(true);
  });
});

describe('is not taken', () => {
  test.each([
    ['length alone', head(put, length)],
    ['chunked alone', head(put, chunked)],
    ['two lengths', head(put, length, length, chunked)],
    ['two codings', head(put, length, chunked, chunked)],
    ['another coding', head(put, length, 'Transfer-Encoding: gzip, chunked')],
    ['chunked in quotes', head(put, length, 'Transfer-Encoding: "chunked"')],
    ['a length in hex', head(put, 'Content-Length: 0x5', chunked)],
    ['a length with a sign', head(put, 'Content-Length: +5', chunked)],
    ['a list of lengths', head(put, 'Content-Length: 5, 5', chunked)],
    ['a space before a colon', head(put, length, chunked, 'Content-Length : 6')],
    ['a folded line', head(put, length, chunked, ' folded')],
    ['a line without a colon', head(put, length, chunked, 'nonsense')],
    ['a bare LF', head(put, length, 'X: a\nContent-Length: 6', chunked)],
    ['a bare CR', head(put, length, 'X: a\rContent-Length: 6', chunked)],
    ['a NUL', head(put, length, 'X: a\0b', chunked)],
    ['another method', head('GET /demo/k HTTP/1.1', length, chunked)],
    ['another version', head('PUT /demo/k HTTP/1.0', length, chunked)],
    ['an empty first line', head('', put, length, chunked)],
    ['half a head', head(put, length, chunked).subarray(0, 40)],
    ['nothing', Buffer.alloc(0)],
  ])('%s', (_, packet) => {
    expect(hasBothLengths(packet)).toBe(false);
  });
});
