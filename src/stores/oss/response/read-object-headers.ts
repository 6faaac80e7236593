import * as z from 'zod';
import { decodeOrKeep } from '../../../decode-or-keep.ts';
import { defined } from '../../../defined.ts';
import { readRestoreText } from '../../../oss-wire/restore-info.ts';
import { answerFields, type Headers } from '../../http/read-attributes.ts';
import { readContentHeaders, readMetadata } from '../../object-attributes.ts';
import type { ObjectFound, ObjectText, SymlinkFound } from '../../store-response.ts';

const objectHeaders = z.object({
  etag: answerFields.etag,
  'content-length': answerFields.count,
  'last-modified': answerFields.time,
  'x-oss-tagging-count': answerFields.count.optional(),
});

const symlinkHeaders = z.object({
  'x-oss-symlink-target': z.string().min(1),
  etag: answerFields.etag.optional(),
  'last-modified': answerFields.time.optional(),
});

/** Reads the answer to HeadObject. Throws a ZodError if a header that OSS always sends is missing. */
export function readObject(headers: Headers): ObjectFound {
  const read = objectHeaders.parse(headers);
  const tagCount = read['x-oss-tagging-count'];
  const storageClass = headers['x-oss-storage-class'];
  const type = headers['x-oss-object-type'];
  return {
    found: 'object',
    ...readVersionId(headers),
    etag: read.etag,
    size: read['content-length'],
    lastModified: read['last-modified'],
    headers: readContentHeaders(headers),
    metadata: readMetadata(headers, 'x-oss-meta-'),
    ...defined({ storageClass, type, tagCount, restore: readRestoreText(headers['x-oss-restore'] ?? '') }),
  };
}

const textHeaders = z.object({ 'last-modified': answerFields.time.optional() });

/** Reads the answer to GetObject. */
export function readText(headers: Headers, text: string): ObjectText {
  return { found: 'object', text, ...defined({ lastModified: textHeaders.parse(headers)['last-modified'] }) };
}

/** Reads the answer to GetSymlink. Throws a ZodError if the target is missing. */
export function readSymlink(headers: Headers): SymlinkFound {
  const read = symlinkHeaders.parse(headers);
  return {
    found: 'symlink',
    // Some clients write targets without encoding, and OSS may return them unchanged.
    target: decodeOrKeep(read['x-oss-symlink-target']),
    ...readVersionId(headers),
    ...defined({ etag: read.etag, lastModified: read['last-modified'] }),
    headers: readContentHeaders(headers),
    metadata: readMetadata(headers, 'x-oss-meta-'),
  };
}

/** The version id in an answer. Absent in a bucket that was never versioned. */
export function readVersionId(headers: Headers): { readonly versionId?: string } {
  const versionId = headers['x-oss-version-id'];
  return versionId === undefined ? {} : { versionId };
}
