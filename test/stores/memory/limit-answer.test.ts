import { describe, expect, test } from 'vitest';
import { limitAnswer } from '../../../src/stores/memory/limit-answer.ts';
import { BOS_CAPABILITIES, OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';

const listed = { key: 'a', etag: 'e', size: 1, lastModified: 0 };
const version = { key: 'a', versionId: 'v1', isLatest: true, lastModified: 0, deleteMarker: false };
const link = { found: 'symlink', target: 't', headers: {}, metadata: {} } as const;
const object = { found: 'object', etag: 'e', size: 1, lastModified: 0, headers: {}, metadata: {} } as const;
const none = { found: 'none', deleteMarker: true } as const;

describe('a store without versions of links and types in listings', () => {
  test.each([
    ['GetSymlink', { ...link, versionId: 'v1' }, link],
    ['GetSymlink', { ...none, versionId: 'v1' }, none],
    ['HeadObject', { ...none, versionId: 'v1' }, none],
    ['PutSymlink', { written: true, versionId: 'v1', etag: 'e' }, { written: true, etag: 'e' }],
    ['ListObjects', { objects: [{ ...listed, type: 'Symlink' }], prefixes: [] }, { objects: [listed], prefixes: [] }],
    [
      'ListObjectVersions',
      { versions: [{ ...version, type: 'Normal' }], prefixes: [] },
      { versions: [version], prefixes: [] },
    ],
  ] as const)('%s shows neither', (operation, full, limited) => {
    expect(limitAnswer(operation, full, BOS_CAPABILITIES)).toEqual(limited);
    expect(limitAnswer(operation, full, OSS_CAPABILITIES)).toBe(full);
  });

  test.each([
    ['HeadObject', { ...object, versionId: 'v1' }],
    ['PutObject', { written: true, versionId: 'v1' }],
    ['DeleteObject', { deleteMarker: true, versionId: 'v1' }],
  ] as const)('%s shows the versions of objects', (operation, full) => {
    expect(limitAnswer(operation, full, BOS_CAPABILITIES)).toBe(full);
  });
});
