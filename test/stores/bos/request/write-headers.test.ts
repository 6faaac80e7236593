import { describe, expect, test } from 'vitest';
import { bosChoices } from '../../../../src/stores/bos/bos-choices.ts';
import { writeHeaders, writeSymlinkHeaders } from '../../../../src/stores/bos/request/write-headers.ts';
import type { PutSymlink } from '../../../../src/stores/store-request.ts';

const upload = { operation: 'PutObject', key: 'k' } as const;
const link: PutSymlink = { operation: 'PutSymlink', key: 'k', target: 'v1/app.tgz' };
const always = { 'x-bce-symlink-target': 'v1/app.tgz', 'content-length': '0' };

describe('an upload', () => {
  test.each([
    [{}, {}],
    [{ storageClass: 'IA' }, { 'x-bce-storage-class': 'STANDARD_IA' }],
    [{ storageClass: 'Archive' }, { 'x-bce-storage-class': 'ARCHIVE' }],
    [{ acl: 'public-read' }, { 'x-bce-acl': 'public-read' }],
    // The ACL of the bucket has no name in BOS.
    [{ acl: 'default' }, {}],
    [{ tags: { a: 'b c' } }, { 'x-bce-tagging': 'a=b%20c' }],
    [{ tags: {} }, {}],
    [{ metadata: { 'autoalias-v': '1' } }, { 'x-bce-meta-autoalias-v': '1' }],
    [{ headers: { cacheControl: 'no-cache' } }, { 'cache-control': 'no-cache' }],
    [{ forbidOverwrite: false }, { 'x-bce-forbid-overwrite': 'false' }],
  ] as const)('%j: %j', (write, headers) => {
    expect(writeHeaders({ ...upload, ...write })).toEqual(headers);
  });

  test('of a class that BOS does not have is refused', () => {
    expect(() => writeHeaders({ ...upload, storageClass: 'ColdArchive' })).toThrow(
      'PutObject of k: BOS has no storage class ColdArchive; write Standard, IA, Cold or Archive',
    );
  });
});

describe('a symlink', () => {
  test('with every header of its page', () => {
    const all: PutSymlink = {
      ...link,
      targetBucket: 'other',
      forbidOverwrite: true,
      storageClass: 'Cold',
      metadata: { gen: '7' },
      acl: 'private',
    };
    expect(writeSymlinkHeaders(all, bosChoices())).toEqual({
      ...always,
      'x-bce-symlink-bucket': 'other',
      'x-bce-forbid-overwrite': 'true',
      'x-bce-storage-class': 'COLD',
      'x-bce-meta-gen': '7',
      'x-bce-acl': 'private',
    });
  });

  test.each([
    ['sent', { 'cache-control': 'no-cache' }],
    ['omitted', {}],
  ] as const)('with content headers, %s', (linkHeaders, headers) => {
    const choices = bosChoices({ linkHeaders });
    expect(writeSymlinkHeaders({ ...link, headers: { cacheControl: 'no-cache' } }, choices)).toEqual({
      ...always,
      ...headers,
    });
  });

  test('with tags, if the choice allows them', () => {
    const tagged = { ...link, tags: { a: 'b' } };
    expect(writeSymlinkHeaders(tagged, bosChoices({ linkTags: 'header' }))).toEqual({
      ...always,
      'x-bce-tagging': 'a=b',
    });
    expect(writeSymlinkHeaders({ ...link, tags: {} }, bosChoices())).toEqual(always);
  });

  test('the encoding of the target is a choice', () => {
    const choices = bosChoices({ targetEncoding: 'form' });
    expect(writeSymlinkHeaders(link, choices)).toEqual({ ...always, 'x-bce-symlink-target': 'v1%2Fapp.tgz' });
  });

  test.each([
    [{ storageClass: 'Archive' }, /cannot have the storage class ARCHIVE; write Standard, IA or Cold$/],
    [{ storageClass: 'DeepColdArchive' }, /BOS has no storage class DeepColdArchive/],
    [{ tags: { a: 'b' } }, /tags of a symlink; .*linkTags=header$/],
    [{ target: 'a b' }, /targetEncoding/],
  ] as const)('%j is refused before it is sent', (rest, message) => {
    expect(() => writeSymlinkHeaders({ ...link, ...rest }, bosChoices())).toThrow(
      expect.objectContaining({ code: 'request-malformed', message: expect.stringMatching(message) }),
    );
  });
});
