import { expect, test } from 'vitest';
import { lowerCaseHeaders } from '../../../../src/stores/oss/lower-case-headers.ts';
import { canonicalHeaders } from '../../../../src/stores/oss/v4/canonical-headers.ts';

const headers = lowerCaseHeaders({
  'X-Oss-Meta-B': ' two  words ',
  'x-oss-meta-a': '',
  'Content-Type': 'text/plain',
  'Content-MD5': 'xx==',
  'Content-Length': '3',
  Host: 'h',
});

test('OSS headers, content type and digest are signed; others are not', () => {
  expect(canonicalHeaders(headers, [])).toBe(
    'content-md5:xx==\ncontent-type:text/plain\nx-oss-meta-a:\nx-oss-meta-b:two  words\n',
  );
});

test('an additional one takes its place in the order', () => {
  expect(canonicalHeaders(headers, ['host'])).toBe(
    'content-md5:xx==\ncontent-type:text/plain\nhost:h\nx-oss-meta-a:\nx-oss-meta-b:two  words\n',
  );
});
