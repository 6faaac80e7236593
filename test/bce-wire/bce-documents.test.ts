import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  deleteErrorsDocument,
  errorDocument,
  objectsDocument,
  versioningDocument,
  versionsDocument,
} from '../../src/bce-wire/bce-documents.ts';

const entry = {
  key: 'a.txt',
  lastModified: '2026-11-28T08:00:00Z',
  eTag: '"d41d8cd98f00b204e9800998ecf8427e"',
  size: 3,
  storageClass: 'STANDARD',
  owner: { id: '1', displayName: 'me' },
};
const read = { ...entry, lastModified: Date.parse(entry.lastModified), eTag: 'd41d8cd98f00b204e9800998ecf8427e' };

describe('documents of the vendor', () => {
  test.each([
    [
      errorDocument,
      { code: 'NoSuchKey', message: 'm', requestId: 'r', more: 1 },
      { code: 'NoSuchKey', message: 'm', requestId: 'r' },
    ],
    [objectsDocument, { isTruncated: false }, { isTruncated: false }],
    [
      objectsDocument,
      { name: 'demo', isTruncated: true, nextMarker: 'a.txt', contents: [entry], commonPrefixes: [{ prefix: 'b/' }] },
      { name: 'demo', isTruncated: true, nextMarker: 'a.txt', contents: [read], commonPrefixes: [{ prefix: 'b/' }] },
    ],
    [
      versionsDocument,
      {
        isTruncated: true,
        nextVersionidMarker: 'v',
        contents: [{ key: 'a', lastModified: entry.lastModified, deleteMarker: true }],
      },
      {
        isTruncated: true,
        nextVersionidMarker: 'v',
        contents: [{ key: 'a', lastModified: read.lastModified, deleteMarker: true }],
      },
    ],
    [versioningDocument, {}, {}],
    [versioningDocument, { status: 'enabled' }, { status: 'enabled' }],
    [versioningDocument, { status: 'Suspended' }, { status: 'suspended' }],
    [versioningDocument, { status: 'notEnabled' }, { status: 'notenabled' }],
    [
      deleteErrorsDocument,
      { errors: [{ key: 'a', code: 'InvalidArgument', message: 'm' }] },
      { errors: [{ key: 'a', code: 'InvalidArgument', message: 'm' }] },
    ],
  ] as const)('%#: is read', (schema, document, expected) => {
    expect(v.parse(schema, document)).toEqual(expected);
  });

  test.each([
    [errorDocument, { message: 'no code' }],
    [objectsDocument, { contents: [] }],
    [objectsDocument, { isTruncated: false, contents: [{ ...entry, lastModified: 'yesterday' }] }],
    [objectsDocument, { isTruncated: false, contents: [{ ...entry, size: '3' }] }],
    [versioningDocument, { status: 'Enabled?' }],
    [versioningDocument, []],
    [deleteErrorsDocument, []],
    [deleteErrorsDocument, null],
  ] as const)('%#: is refused', (schema, document) => {
    expect(v.safeParse(schema, document).success).toBe(false);
  });
});
