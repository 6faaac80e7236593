import { describe, expect, test } from 'vitest';
import {
  contentHeadersOut,
  metadataOut,
  quoted,
  versionHeader,
} from '../../../../src/local/oss/answer/object-headers.ts';

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

describe('quoted', () => {
  test('an ETag goes out in quotes', () => {
    expect(quoted('AB')).toBe('"AB"');
  });
});

describe('version header', () => {
  test.each([
    [undefined, {}],
    ['null', { 'x-oss-version-id': 'null' }],
    ['CAEQ', { 'x-oss-version-id': 'CAEQ' }],
  ])('%s', (versionId, expected) => {
    expect(versionHeader(versionId)).toEqual(expected);
  });
});
