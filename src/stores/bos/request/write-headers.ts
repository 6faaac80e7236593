import { BCE_HEADERS, BCE_META_PREFIX, bosStorageClass } from '../../../bce-wire/bce-names.ts';
import { writeTaggingHeader } from '../../../bce-wire/bce-tagging.ts';
import { addMetadata, malformed, type Write, writeContentHeaders } from '../../http/write-attributes.ts';
import type { PutSymlink } from '../../store-request.ts';
import type { BosChoices } from '../bos-choices.ts';
import { writeTarget } from './target-text.ts';

/**
 * The headers that PutSymlink and PutObject share. Throws AutoaliasError `request-malformed` for values that a header, or
 * BOS, cannot have.
 */
export function writeHeaders(write: Write): Record<string, string> {
  const headers = writeContentHeaders(write);
  addMetadata(headers, write, BCE_META_PREFIX);
  const tagging = writeTaggingHeader(write.tags ?? {});
  if (tagging !== '') headers[BCE_HEADERS.tagging] = tagging;
  // BOS has no name for the ACL of the bucket. Without the header, it applies.
  if (write.acl !== undefined && write.acl !== 'default') headers[BCE_HEADERS.acl] = write.acl;
  const named = storageClass(write);
  if (named !== undefined) headers[BCE_HEADERS.storageClass] = named;
  if (write.forbidOverwrite !== undefined) headers[BCE_HEADERS.forbidOverwrite] = String(write.forbidOverwrite);
  return headers;
}

function storageClass(write: Write): string | undefined {
  if (write.storageClass === undefined) return undefined;
  const text = bosStorageClass(write.storageClass);
  if (text !== undefined) return text;
  throw malformed(write, `BOS has no storage class ${write.storageClass}`, 'write Standard, IA, Cold or Archive');
}

/**
 * The headers of PutSymlink. Source: https://cloud.baidu.com/doc/BOS/s/Vkd8m19ts, and
 * https://intl.cloud.baidu.com/en/doc/BOS/s/Vkd8m19ts-intl-en for the target bucket.
 */
export function writeSymlinkHeaders(request: PutSymlink, choices: BosChoices): Record<string, string> {
  if (request.storageClass === 'Archive') {
    throw malformed(request, 'a symlink of BOS cannot have the storage class ARCHIVE', 'write Standard, IA or Cold');
  }
  if (choices.linkTags === 'omitted' && Object.keys(request.tags ?? {}).length > 0) {
    throw malformed(
      request,
      'it is not known whether BOS keeps tags of a symlink',
      'omit the tags, or test one symlink and set AUTOALIAS_BOS_CHOICES to linkTags=header',
    );
  }
  const { headers: _, ...withoutHeaders } = request;
  const headers = writeHeaders(choices.linkHeaders === 'sent' ? request : withoutHeaders);
  headers[BCE_HEADERS.symlinkTarget] = writeTarget(request, choices.targetEncoding);
  if (request.targetBucket !== undefined) headers[BCE_HEADERS.symlinkBucket] = request.targetBucket;
  headers['content-length'] = '0';
  return headers;
}
