import { defined } from '../../../defined.ts';
import { writeTags } from '../../../oss-wire/write-tags.ts';
import { type Write, writeContentHeaders, writeMetadata } from '../../http/write-attributes.ts';

/**
 * The headers that PutSymlink and PutObject share. Throws AutoaliasError `request-malformed` for values that a header
 * cannot have.
 */
export function writeHeaders(write: Write): Record<string, string> {
  const tags = writeTags(write.tags);
  return {
    ...writeContentHeaders(write),
    ...writeMetadata(write, 'x-oss-meta-'),
    ...(tags === '' ? {} : { 'x-oss-tagging': tags }),
    ...defined({ 'x-oss-object-acl': write.acl, 'x-oss-storage-class': write.storageClass }),
    ...(write.forbidOverwrite === undefined ? {} : { 'x-oss-forbid-overwrite': String(write.forbidOverwrite) }),
  };
}
