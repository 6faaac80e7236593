import { describe, expect, test } from 'vitest';
import { bosChoices } from '../../../../src/stores/bos/bos-choices.ts';
import {
  readLinkVersionId,
  readObject,
  readSymlink,
  readText,
  readVersionId,
} from '../../../../src/stores/bos/response/read-object-headers.ts';

const date = 'Wed, 01 Jan 2025 00:00:00 GMT';
const time = 1735689600_000;
const object = { etag: '"AB"', 'content-length': '5', 'last-modified': date };
const read = { found: 'object', etag: 'AB', size: 5, lastModified: time, headers: {}, metadata: {} };

test.each([
  [{}, {}],
  [
    { 'x-bce-meta-a': '1', 'x-bce-metadata': 'no', 'content-type': 't' },
    { metadata: { a: '1' }, headers: { contentType: 't' } },
  ],
  [{ 'x-bce-version-id': 'v' }, { versionId: 'v' }],
  [{ 'x-bce-version-id': '' }, {}],
  [{ 'x-bce-storage-class': 'STANDARD_IA' }, { storageClass: 'IA' }],
  [{ 'x-bce-storage-class': 'MAZ_STANDARD' }, { storageClass: 'MAZ_STANDARD' }],
  [
    { 'x-bce-object-type': 'Appendable', 'x-bce-tagging-count': '2' },
    { type: 'Appendable', tagCount: 2 },
  ],
  [{ 'x-bce-restore': 'ongoing-request="true"' }, { restore: { ongoing: true } }],
])('an object with %j', (headers, more) => {
  expect(readObject({ ...object, ...headers })).toEqual({ ...read, ...more });
});

test.each(Object.keys(object))('an object without %s is invalid', (name) => {
  const rest = Object.fromEntries(Object.entries(object).filter(([header]) => header !== name));
  expect(() => readObject(rest)).toThrow(name);
});

test('the text of an object', () => {
  expect(readText({ 'last-modified': date }, 'hello')).toEqual({ found: 'object', text: 'hello', lastModified: time });
  expect(readText({}, '')).toEqual({ found: 'object', text: '' });
});

describe('a symlink', () => {
  // The example of the GetSymlink page has no more headers than these.
  const page = { 'x-bce-request-id': 'r', date, server: 'BceBos', 'content-type': 'text/plain', 'content-length': '0' };

  test('as on the page', () => {
    expect(readSymlink({ ...page, 'x-bce-symlink-target': 'v1/a' }, 'demo', bosChoices())).toEqual({
      found: 'symlink',
      target: 'v1/a',
      // The type of the answer, which is empty, not that of the link.
      headers: {},
      metadata: {},
    });
  });

  test.each([
    [{ 'x-bce-symlink-bucket': 'other' }, { targetBucket: 'other' }],
    [{ 'x-bce-symlink-bucket': 'demo' }, {}],
    [{ 'x-bce-symlink-bucket': '' }, {}],
    [{ 'x-bce-meta-autoalias-v': '1' }, { metadata: { 'autoalias-v': '1' } }],
    [
      { etag: '"E"', 'last-modified': date },
      { etag: 'E', lastModified: time },
    ],
    // Ignored, unless a choice says that the versions of symlinks can be used.
    [{ 'x-bce-version-id': 'v' }, {}],
  ])('with %j', (headers, more) => {
    expect(readSymlink({ 'x-bce-symlink-target': 'a', ...headers }, 'demo', bosChoices())).toEqual({
      found: 'symlink',
      target: 'a',
      headers: {},
      metadata: {},
      ...more,
    });
  });

  test('whose target is encoded', () => {
    const choices = bosChoices({ targetEncoding: 'form' });
    expect(readSymlink({ 'x-bce-symlink-target': 'a%2Fb+c' }, 'demo', choices).target).toBe('a/b c');
  });

  test('without a target is invalid', () => {
    expect(() => readSymlink(page, 'demo', bosChoices())).toThrow('x-bce-symlink-target');
  });
});

test('the version id of a symlink is a choice, that of an object is not', () => {
  const headers = { 'x-bce-version-id': 'v' };
  expect(readVersionId(headers)).toEqual({ versionId: 'v' });
  expect(readLinkVersionId(headers, bosChoices())).toEqual({});
  expect(readLinkVersionId(headers, bosChoices({ linkVersions: 'used' }))).toEqual({ versionId: 'v' });
});
