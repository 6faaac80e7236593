import { describe, expect, test } from 'vitest';
import {
  authPrefix,
  bceSignature,
  bceTime,
  canonicalHeaders,
  canonicalQuery,
  canonicalRequest,
  canonicalUri,
  headersToSign,
  signBce,
  signingKey,
} from '../../src/bce-wire/bce-auth.ts';
import { bceVectors } from './bce-vectors.ts';

describe.each(bceVectors)('vector $id ($source)', (vector) => {
  const { accessKeyId, accessKeySecret, time, request, signedHeaders } = vector;
  const prefix = authPrefix(accessKeyId, time, 1800);

  test('canonical request', () => {
    expect(canonicalRequest(request, headersToSign(request.headers, signedHeaders))).toBe(vector.canonical);
  });

  test('signing key', () => {
    expect(signingKey(accessKeySecret, prefix)).toBe(vector.signingKey);
  });

  test('signature', () => {
    expect(bceSignature(vector.signingKey, vector.canonical)).toBe(vector.authorization.split('/').at(-1));
  });

  test('all stages together', () => {
    const signing = { credentials: { accessKeyId, accessKeySecret }, now: Date.parse(time) };
    expect(signBce(request, signedHeaders === undefined ? signing : { ...signing, signedHeaders })).toBe(
      vector.authorization,
    );
  });
});

test.each([
  // The first is from bce-sdk-js, test/sdk/auth.spec.js.
  {
    query: [
      ['A', 'A'],
      ['B', ''],
      ['C', ''],
    ] as const,
    text: 'A=A&B=&C=',
  },
  {
    query: [
      ['b', '1'],
      ['a', '2'],
      ['Authorization', 'bce-auth-v1/…'],
    ] as const,
    text: 'a=2&b=1',
  },
  {
    query: [
      ['a b', '/+'],
      ['a', '测'],
    ] as const,
    text: 'a%20b=%2F%2B&a=%E6%B5%8B',
  },
  { query: [], text: '' },
])('the query $query is signed as $text', ({ query, text }) => {
  expect(canonicalQuery(query)).toBe(text);
});

test.each([
  {
    // bce-sdk-js, test/sdk/auth.spec.js, and the test of bce-sdk-python.
    headers: { Host: 'localhost', 'x-bce-a': 'a/b:c', C: '', 'Content-MD5': 'MD5' },
    text: 'content-md5:MD5\nhost:localhost\nx-bce-a:a%2Fb%3Ac',
  },
  {
    // Sorted by line: a hyphen comes before a colon.
    headers: { 'x-bce-meta-a': '1', 'x-bce-meta-a-b': '2' },
    text: 'x-bce-meta-a-b:2\nx-bce-meta-a:1',
  },
  { headers: { host: '  localhost\t' }, text: 'host:localhost' },
])('the headers $headers are signed as $text', ({ headers, text }) => {
  expect(canonicalHeaders(headers, headersToSign(headers))).toBe(text);
});

test.each([
  {
    // bce-sdk-go, auth/signer_test.go.
    headers: {
      host: 'h',
      'x-bce-meta-key2': '2',
      'x-bce-storage-class': 'COLD',
      'x-bce-meta-key1': '',
      'x-bce-request-id': 'r',
    },
    wanted: undefined,
    names: ['host', 'x-bce-meta-key2', 'x-bce-storage-class'],
  },
  {
    headers: { Host: 'h', 'Content-Type': 'text/plain', Range: 'bytes=0-1' },
    wanted: [],
    names: ['content-type', 'host'],
  },
  { headers: { Host: 'h', Range: 'bytes=0-1' }, wanted: ['RANGE', 'absent'], names: ['range'] },
])('of $headers, a signature over $wanted covers $names', ({ headers, wanted, names }) => {
  expect(headersToSign(headers, wanted)).toEqual(names);
});

test.each([
  ['/a%2fb/%e6%b5%8b', '/a%2Fb/%E6%B5%8B'],
  ["/a b!'()*", '/a%20b%21%27%28%29%2A'],
  ['/a//b/../c', '/a//b/../c'],
  ['/100%', '/100%25'],
  ['/😀', '/%F0%9F%98%80'],
  ['', '/'],
])('the path %j is signed as %s', (path, uri) => {
  expect(canonicalUri(path)).toBe(uri);
});

test('a time has whole seconds', () => {
  expect(bceTime(1402639056_999)).toBe('2014-06-13T05:57:36Z');
});
