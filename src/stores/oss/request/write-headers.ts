import { writeTags } from '../../../oss-wire/write-tags.ts';
import { addMetadata, type Write, writeContentHeaders } from '../../http/write-attributes.ts';

/**
 * The headers that PutSymlink and PutObject share. Throws AutoaliasError `request-malformed` for values that a header
 * cannot have.
 */
export function writeHeaders(write: Write): Record<string, string> {
  const headers = writeContentHeaders(write);
  addMetadata(headers, write, 'x-oss-meta-');
  const tags = writeTags(write.tags);
  if (tags !== '') headers['x-oss-tagging'] = tags;
  if (write.acl !== undefined) headers['x-oss-object-acl'] = write.acl;
  if (write.storageClass !== undefined) headers['x-oss-storage-class'] = write.storageClass;
  if (write.forbidOverwrite !== undefined) headers['x-oss-forbid-overwrite'] = String(write.forbidOverwrite);
  return headers;
}
