import * as v from 'valibot';
import {
  deleteErrorsDocument,
  objectsDocument,
  versioningDocument,
  versionsDocument,
} from '../../../bce-wire/bce-documents.ts';
import { storageClassName } from '../../../bce-wire/bce-names.ts';
import { compareKeys } from '../../../compare-keys.ts';
import { defined } from '../../../defined.ts';
import type { DeleteObjects, ListObjects } from '../../store-request.ts';
import type { DeletedObject, ObjectsPage, Versioning, VersionsPage } from '../../store-response.ts';

/** Reads the answer to ListObjects. Throws if it is invalid, or if it is truncated and the next page has no beginning. */
export function readObjectsPage(body: string, request: ListObjects): ObjectsPage {
  const page = v.parse(objectsDocument, JSON.parse(body));
  const objects = (page.contents ?? []).map((entry) => ({
    key: entry.key,
    etag: entry.eTag,
    size: entry.size,
    lastModified: entry.lastModified,
    ...defined({ storageClass: entry.storageClass === undefined ? undefined : storageClassName(entry.storageClass) }),
  }));
  const listed = (page.commonPrefixes ?? []).map(({ prefix }) => prefix);
  const nextToken = page.isTruncated
    ? nextMarker(page.nextMarker, [...objects.map(({ key }) => key), ...listed])
    : undefined;
  const before = request.continuationToken;
  // If a page ends with a common prefix, the next one may begin with the same prefix: the keys in it are greater.
  const prefixes = before === undefined ? listed : listed.filter((prefix) => compareKeys(prefix, before) > 0);
  return { objects, prefixes, ...defined({ nextToken }) };
}

/**
 * Where the next page begins. A server of this kind may state it only with a delimiter, and the last entry is the same. If
 * neither existed and this counted as the last page, all objects after it would be missed.
 */
function nextMarker(stated: string | undefined, entries: readonly string[]): string {
  if (stated !== undefined && stated !== '') return stated;
  const last = entries.toSorted(compareKeys).at(-1);
  if (last === undefined) throw new Error('it is truncated, but has no nextMarker and no entry');
  return last;
}

/** Reads the answer to ListObjectVersions. Keeps the order of versions and delete markers. Throws as readObjectsPage does. */
export function readVersionsPage(body: string): VersionsPage {
  const page = v.parse(versionsDocument, JSON.parse(body));
  const versions = (page.contents ?? []).map((entry) => {
    const identity = {
      key: entry.key,
      versionId: entry.versionId || 'null',
      isLatest: entry.isLatest ?? false,
      lastModified: entry.lastModified,
    };
    if (entry.deleteMarker === true) return { ...identity, deleteMarker: true };
    return { ...identity, deleteMarker: false, ...defined({ etag: entry.eTag, size: entry.size }) };
  });
  if (page.isTruncated && !page.nextMarker) throw new Error('it is truncated, but has no nextMarker');
  const versionId = page.nextVersionIdMarker ?? page.nextVersionidMarker;
  return {
    versions,
    prefixes: (page.commonPrefixes ?? []).map(({ prefix }) => prefix),
    ...(page.isTruncated && page.nextMarker ? { nextKeyMarker: page.nextMarker } : {}),
    ...(page.isTruncated && versionId ? { nextVersionIdMarker: versionId } : {}),
  };
}

/**
 * Reads the answer to DeleteObjects, which lists only what failed and is empty if nothing did. Throws if it is invalid. An
 * error without a version id concerns every version of its key, because the page does not have version ids.
 */
export function readDeleted(body: string, asked: DeleteObjects['objects']): readonly DeletedObject[] {
  const errors = body.trim() === '' ? [] : (v.parse(deleteErrorsDocument, JSON.parse(body)).errors ?? []);
  return asked.map((object) => {
    const error = errors.find(
      ({ key, versionId }) => key === object.key && (versionId === undefined || versionId === object.versionId),
    );
    if (error === undefined) return { ...object, deleted: true };
    return { ...object, deleted: false, storeCode: error.code, ...defined({ message: error.message }) };
  });
}

/**
 * Reads the answer to GetBucketVersioning. `disable` could mean either that versioning ended or that it never began. It
 * counts as ended, because a bucket that never had versioning is relied on for more.
 */
export function readVersioning(body: string): Versioning {
  const { status = '' } = body.trim() === '' ? {} : v.parse(versioningDocument, JSON.parse(body));
  return { status: VERSIONING[status] };
}

const VERSIONING = {
  enabled: 'Enabled',
  suspended: 'Suspended',
  disable: 'Suspended',
  notenabled: 'Never',
  '': 'Never',
} as const;
