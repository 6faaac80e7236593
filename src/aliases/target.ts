import type { Candidate } from '../rules/candidate.ts';
import type { ContentHeaders } from '../stores/store-request.ts';
import type { ObjectFound } from '../stores/store-response.ts';

/** An object that an alias points at or may point at, as one HeadObject saw it. */
export interface Target extends Candidate {
  readonly identity: Identity;
  readonly headers: ContentHeaders;
  /** What the rule falls back to, where no candidate is left. */
  readonly isFallback?: true;
}

/**
 * Which object it is, beyond its key: one that is deleted and uploaded again is a new object. Version ids say so in
 * versioned buckets; elsewhere they are missing, or `null` again and again, and ETag and last modified speak instead.
 */
export interface Identity {
  readonly versionId: string | undefined;
  readonly etag: string;
  readonly lastModified: number;
}

export const identityOf = (object: ObjectFound): Identity => ({
  versionId: object.versionId,
  etag: object.etag,
  lastModified: object.lastModified,
});

export const sameIdentity = (a: Identity, b: Identity): boolean =>
  a.versionId === b.versionId && a.etag === b.etag && a.lastModified === b.lastModified;
