import { expect, test } from 'vitest';
import { writeHeaders } from '../../../../src/stores/oss/request/write-headers.ts';

const link = { operation: 'PutSymlink', key: 'k' } as const;

test.each([
  ['nothing given, nothing sent', link, {}],
  ['no metadata and no tags', { ...link, metadata: {}, tags: {} }, {}],
  ['false is sent too', { ...link, forbidOverwrite: false }, { 'x-oss-forbid-overwrite': 'false' }],
  [
    'tags are encoded one by one',
    { ...link, tags: { 'a=b': '1&2', 'c d': '' } },
    { 'x-oss-tagging': 'a%3Db=1%262&c%20d=' },
  ],
  ['printable ASCII is metadata', { ...link, metadata: { 'a-1': ' !"#~' } }, { 'x-oss-meta-a-1': ' !"#~' }],
  [
    'content headers may be any text',
    { ...link, headers: { contentDisposition: 'filename="目"' } },
    { 'content-disposition': 'filename="目"' },
  ],
  [
    'and any white space and signs that HTTP allows in one',
    { ...link, headers: { cacheControl: 'no-cache,\tmax-age=0', contentType: 'a/b; x="\u0085😀"' } },
    { 'cache-control': 'no-cache,\tmax-age=0', 'content-type': 'a/b; x="\u0085😀"' },
  ],
])('%s', (_, write, headers) => {
  expect(writeHeaders(write)).toEqual(headers);
});

test.each([
  [{ metadata: { a: '\t' } }, /metadata a has a character outside printable ASCII; percent-encode the value$/],
  [{ metadata: { a: 'é' } }, /metadata a has a character outside printable ASCII/],
  [{ metadata: { '': 'x' } }, /metadata name ""; use lower-case letters, digits and hyphens$/],
  [{ metadata: { a_b: 'x' } }, /metadata name "a_b"/],
  [{ headers: { contentType: 'a\u0000' } }, /content-type has a control character; remove it$/],
  [{ headers: { contentType: 'a\r\nx: y' } }, /content-type has a control character/],
  [{ headers: { contentType: 'a\u007f' } }, /content-type has a control character/],
  [{ headers: { expires: '\ud800' } }, /expires has a control character/],
])('%j cannot be sent', (rest, message) => {
  expect(() => writeHeaders({ ...link, ...rest })).toThrow(
    expect.objectContaining({ code: 'request-malformed', message: expect.stringMatching(message) }),
  );
});
