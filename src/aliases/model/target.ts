import type { StorageState } from '../../archive-class.ts';
import { compareKeys } from '../../compare-keys.ts';
import { digest } from '../../rules/compile/digest/digest.ts';
import type { Candidate } from '../../rules/match/candidate.ts';
import type { ContentHeaders } from '../../stores/object-attributes.ts';
import type { ObjectFound } from '../../stores/store-response.ts';

/** An object that an alias points at or may point at, as one HeadObject saw it. */
export interface Target extends Candidate, StorageState {
  readonly identity: Identity;
  readonly headers: ContentHeaders;
  /** It is the fallback of the rule: no candidate is left. */
  readonly isFallback?: true;
}

/**
 * Distinguishes objects with the same key: an object that is deleted and uploaded again is a new one. With versioning
 * enabled, the version id differs. Otherwise the version id is absent, or `null` for every version, so ETag, last
 * modified (whole seconds) and the content headers identify the object.
 */
export interface Identity {
  readonly versionId: string | undefined;
  readonly etag: string;
  readonly lastModified: number;
  /** Digest of the content headers. Absent if a version id identifies the object, and in older records. */
  readonly headers?: string | undefined;
}

/** The version id of objects that were written while versioning was suspended, or before it was enabled. */
const NULL_VERSION = 'null';

/** Whether an id names one version permanently. Only ids from a bucket with versioning enabled do. */
export function isVersionId(versionId: string | undefined): versionId is string {
  return versionId !== undefined && versionId !== NULL_VERSION;
}

/** The part of an object that decides whether its bytes can be read. */
export function storageOf({ storageClass, restore }: StorageState): StorageState {
  return { storageClass, restore };
}

export function identityOf(object: ObjectFound): Identity {
  const { versionId, etag, lastModified } = object;
  const identity = { versionId, etag, lastModified };
  return isVersionId(versionId) ? identity : { ...identity, headers: digestOf(object.headers) };
}

/**
 * If the same bytes are uploaded twice within one second, only the content headers can differ, and the alias must copy
 * the new ones. The digest in the record is compared, because GetSymlink may not return all headers of the link.
 */
function digestOf(headers: ContentHeaders): string {
  return digest(JSON.stringify(Object.entries(headers).sort(([a], [b]) => compareKeys(a, b))));
}

/** Whether version id (both may be absent), ETag and time are all equal. Content headers may differ. */
export function sameVersion(a: Identity, b: Identity): boolean {
  return a.versionId === b.versionId && a.etag === b.etag && a.lastModified === b.lastModified;
}

export function sameIdentity(a: Identity, b: Identity): boolean {
  return sameVersion(a, b) && (a.headers === undefined || b.headers === undefined || a.headers === b.headers);
}
