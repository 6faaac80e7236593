import { BCE_HEADERS, BCE_META_PREFIX, storageClassName } from '../../../bce-wire/bce-names.ts';
import { defined } from '../../../defined.ts';
import { readRestoreText } from '../../../oss-wire/restore-info.ts';
import { answerFields, type Headers, optional, required } from '../../http/read-attributes.ts';
import { type ContentHeaders, readContentHeaders, readMetadata } from '../../object-attributes.ts';
import type { ObjectFound, ObjectText, SymlinkFound } from '../../store-response.ts';
import type { BosChoices } from '../bos-choices.ts';
import { readTarget } from '../request/target-text.ts';

/** Reads the answer to HeadObject. Throws an Error if a header that BOS always sends is missing. */
export function readObject(headers: Headers): ObjectFound {
  const storageClass = headers[BCE_HEADERS.storageClass];
  return {
    found: 'object',
    ...readVersionId(headers),
    etag: required(headers, 'etag', answerFields.etag),
    size: required(headers, 'content-length', answerFields.count),
    lastModified: required(headers, 'last-modified', answerFields.time),
    headers: readContentHeaders(headers),
    metadata: readMetadata(headers, BCE_META_PREFIX),
    ...defined({
      storageClass: storageClass === undefined ? undefined : storageClassName(storageClass),
      type: headers[BCE_HEADERS.objectType],
      tagCount: optional(headers, BCE_HEADERS.taggingCount, answerFields.count),
      restore: readRestoreText(headers[BCE_HEADERS.restore] ?? ''),
    }),
  };
}

/** Reads the answer to GetObject. */
export function readText(headers: Headers, text: string): ObjectText {
  return { found: 'object', text, ...defined({ lastModified: optional(headers, 'last-modified', answerFields.time) }) };
}

/**
 * Reads the answer to GetSymlink. Throws an Error if the target is missing. The bucket of the target is not on the page,
 * but bce-sdk-go reads it (services/bos/api/object.go).
 */
export function readSymlink(headers: Headers, bucket: string, choices: BosChoices): SymlinkFound {
  const targetBucket = headers[BCE_HEADERS.symlinkBucket];
  return {
    found: 'symlink',
    target: readTarget(required(headers, BCE_HEADERS.symlinkTarget, answerFields.name), choices.targetEncoding),
    ...(targetBucket === undefined || targetBucket === '' || targetBucket === bucket ? {} : { targetBucket }),
    ...readLinkVersionId(headers, choices),
    ...defined({
      etag: optional(headers, 'etag', answerFields.etag),
      lastModified: optional(headers, 'last-modified', answerFields.time),
    }),
    headers: headersOfLink(headers),
    metadata: readMetadata(headers, BCE_META_PREFIX),
  };
}

/** The type of the empty body, which the page shows for every symlink. So it does not say what the type of the symlink is. */
const TYPE_OF_ANSWER = 'text/plain';

function headersOfLink(headers: Headers): ContentHeaders {
  const { contentType, ...others } = readContentHeaders(headers);
  return { ...others, ...defined({ contentType: contentType === TYPE_OF_ANSWER ? undefined : contentType }) };
}

/** The version id in an answer. Absent in a bucket that was never versioned. */
export function readVersionId(headers: Headers): { readonly versionId?: string } {
  const versionId = headers[BCE_HEADERS.versionId];
  return versionId === undefined || versionId === '' ? {} : { versionId };
}

/** The same in an answer about a symlink, or about a key that may have had one. */
export function readLinkVersionId(headers: Headers, { linkVersions }: BosChoices): { readonly versionId?: string } {
  return linkVersions === 'used' ? readVersionId(headers) : {};
}
