import { expect, test } from 'vitest';
import { readObject, readSymlink, readVersionId } from '../../../../src/stores/oss/response/read-object-headers.ts';

const date = 'Wed, 01 Jan 2025 00:00:00 GMT';
const time = 1735689600_000;
const object = { etag: '"AB"', 'content-length': '0', 'last-modified': date };

test.each([
  [object, { found: 'object', etag: 'AB', size: 0, lastModified: time, headers: {}, metadata: {} }],
  [
    { ...object, 'x-oss-meta-a': '1', 'x-oss-metadata': 'no', 'content-type': 't', 'x-oss-tagging-count': '0' },
    {
      found: 'object',
      etag: 'AB',
      size: 0,
      lastModified: time,
      headers: { contentType: 't' },
      metadata: { a: '1' },
      tagCount: 0,
    },
  ],
])('an object: %j', (headers, read) => {
  expect(readObject(headers)).toEqual(read);
});

test.each(Object.keys(object))('an object without %s is invalid', (name) => {
  const rest = Object.fromEntries(Object.entries(object).filter(([header]) => header !== name));
  expect(() => readObject(rest)).toThrow(name);
});

test.each([
  ['a/b', 'a/b'],
  ['a%2Fb', 'a/b'],
  ['a%20b', 'a b'],
  ['a+b', 'a+b'],
  ['a%2Bb', 'a+b'],
  ['%E7%9B%AE', '目'],
  ['目', '目'],
  ['100%', '100%'],
  ['%FF', '%FF'],
])('the target header %s means %s', (sent, target) => {
  expect(readSymlink({ 'x-oss-symlink-target': sent }).target).toBe(target);
});

test.each([{}, { 'x-oss-symlink-target': '' }])('a link without a target is invalid: %j', (headers) => {
  expect(() => readSymlink(headers)).toThrow('x-oss-symlink-target');
});

test.each([
  [{}, {}],
  [{ 'x-oss-version-id': 'null' }, { versionId: 'null' }],
  [{ 'x-oss-version-id': 'CAEQ' }, { versionId: 'CAEQ' }],
])('the version in %j', (headers, version) => {
  expect(readVersionId(headers)).toEqual(version);
});
