import { expect, test } from 'vitest';
import { addMetadata, bodySize, checkKeys, writeContentHeaders } from '../../../src/stores/http/write-attributes.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';

const link = { operation: 'PutSymlink', key: 'k' } as const;

test('content headers have the names of HTTP', () => {
  expect(writeContentHeaders({ ...link, headers: { contentType: 'a/b', expires: '0' } })).toEqual({
    'content-type': 'a/b',
    expires: '0',
  });
  expect(writeContentHeaders(link)).toEqual({});
});

test('metadata gets the prefix of the store', () => {
  const headers = { 'content-type': 'a/b' };
  addMetadata(headers, { ...link, metadata: { 'a-1': 'x' } }, 'x-bce-meta-');
  addMetadata(headers, { ...link, metadata: { 'a-1': 'y' } }, 'x-oss-meta-');
  addMetadata(headers, link, 'x-oss-meta-');
  expect(headers).toEqual({ 'content-type': 'a/b', 'x-bce-meta-a-1': 'x', 'x-oss-meta-a-1': 'y' });
});

test.each([
  [() => writeContentHeaders({ ...link, headers: { contentType: 'a\r\nx: y' } }), /control character; remove it$/],
  [
    () => addMetadata({}, { ...link, metadata: { A: 'x' } }, 'x-oss-meta-'),
    /metadata name "A"; use lower-case letters/,
  ],
  [() => addMetadata({}, { ...link, metadata: { a: 'é' } }, 'x-oss-meta-'), /outside printable ASCII; percent-encode/],
])('%#: a value that cannot be sent is refused', (write, message) => {
  expect(write).toThrow(
    expect.objectContaining({ code: 'request-malformed', message: expect.stringMatching(message) }),
  );
});

test('more names of metadata than are kept', () => {
  for (let i = 0; i < 2500; i++) {
    const headers = {};
    addMetadata(headers, { ...link, metadata: { [`a-${i}`]: 'x', b: 'y' } }, 'x-oss-meta-');
    expect(headers).toEqual({ [`x-oss-meta-a-${i}`]: 'x', 'x-oss-meta-b': 'y' });
  }
});

test.each([
  [new Uint8Array(3), 3],
  [{ size: 7, open: async function* () {} }, 7],
])('%#: the size of a body', (body, size) => {
  expect(bodySize(body)).toBe(size);
});

test.each<StoreRequest>([
  { operation: 'HeadObject', key: 'a' },
  { operation: 'PutSymlink', key: '/../ 😀\n', target: '.' },
  { operation: 'ListObjects', prefix: '' },
  { operation: 'DeleteObjects', objects: Array.from({ length: 1000 }, (_, i) => ({ key: String(i) })) },
])('%#: the keys are sent', (request) => {
  expect(() => checkKeys(request)).not.toThrow();
});

test.each<[StoreRequest, string]>([
  [{ operation: 'DeleteObject', key: '' }, 'DeleteObject: the key is empty; pass the key of an object'],
  [{ operation: 'PutSymlink', key: 'a', target: '' }, 'PutSymlink: the target is empty; pass the key of an object'],
  [
    { operation: 'HeadObject', key: '\ud800' },
    'HeadObject: the key "\\ud800" has half a surrogate pair, which UTF-8 cannot encode; pass the key as the store reported it',
  ],
  [
    { operation: 'DeleteObjects', objects: [{ key: 'a' }, { key: '' }] },
    'DeleteObjects: the key is empty; pass the key of an object',
  ],
  [
    { operation: 'DeleteObjects', objects: [] },
    'DeleteObjects: 0 objects; a request deletes 1 to 1000, so send several',
  ],
  [
    { operation: 'DeleteObjects', objects: Array.from({ length: 1001 }, (_, i) => ({ key: String(i) })) },
    'DeleteObjects: 1001 objects; a request deletes 1 to 1000, so send several',
  ],
])('%#: a request is refused', (request, message) => {
  expect(() => checkKeys(request)).toThrow(expect.objectContaining({ code: 'request-malformed', message }));
});
