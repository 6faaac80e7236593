import { decodeOrKeep } from '../../../decode-or-keep.ts';
import { defined } from '../../../defined.ts';
import { readRestoreText } from '../../../oss-wire/restore-info.ts';
import { answerFields, type Headers, optional, required } from '../../http/read-attributes.ts';
import { readContentHeaders, readMetadata } from '../../object-attributes.ts';
import type { ObjectFound, ObjectText, SymlinkFound } from '../../store-response.ts';

/** Reads the answer to HeadObject. Throws an Error if a header that OSS always sends is missing. */
export function readObject(headers: Headers): ObjectFound {
  const tagCount = optional(headers, 'x-oss-tagging-count', answerFields.count);
  const storageClass = headers['x-oss-storage-class'];
  const type = headers['x-oss-object-type'];
  return {
    found: 'object',
    ...readVersionId(headers),
    etag: required(headers, 'etag', answerFields.etag),
    size: required(headers, 'content-length', answerFields.count),
    lastModified: required(headers, 'last-modified', answerFields.time),
    headers: readContentHeaders(headers),
    metadata: readMetadata(headers, 'x-oss-meta-'),
    ...defined({ storageClass, type, tagCount, restore: readRestoreText(headers['x-oss-restore'] ?? '') }),
  };
}

/** Reads the answer to GetObject. */
export function readText(headers: Headers, text: string): ObjectText {
  return { found: 'object', text, ...defined({ lastModified: optional(headers, 'last-modified', answerFields.time) }) };
}

/** Reads the answer to GetSymlink. Throws an Error if the target is missing. */
export function readSymlink(headers: Headers): SymlinkFound {
  return {
    found: 'symlink',
    // Some clients write targets without encoding, and OSS may return them unchanged.
    target: decodeOrKeep(required(headers, 'x-oss-symlink-target', answerFields.name)),
    ...readVersionId(headers),
    ...defined({
      etag: optional(headers, 'etag', answerFields.etag),
      lastModified: optional(headers, 'last-modified', answerFields.time),
    }),
    headers: readContentHeaders(headers),
    metadata: readMetadata(headers, 'x-oss-meta-'),
  };
}

/** The version id in an answer. Absent in a bucket that was never versioned. */
export function readVersionId(headers: Headers): { readonly versionId?: string } {
  const versionId = headers['x-oss-version-id'];
  return versionId === undefined ? {} : { versionId };
}
