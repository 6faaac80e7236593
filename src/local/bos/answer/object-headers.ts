import { BCE_META_PREFIX, bosStorageClass } from '../../../bce-wire/bce-names.ts';
import { headerLatin1 } from '../../../oss-wire/header-text.ts';
import type { ContentHeaders, StorageClass } from '../../../stores/object-attributes.ts';
import { contentHeaderNames } from '../../../stores/object-attributes.ts';
import { BosFault } from './bos-fault.ts';

/** Content headers of a stored object as response headers. The default type is application/octet-stream. */
export function contentHeadersOut(headers: ContentHeaders): Record<string, string | undefined> {
  const kept: Readonly<Record<string, string | undefined>> = { ...headers };
  const out: Record<string, string | undefined> = {};
  for (const [name, header] of Object.entries(contentHeaderNames)) {
    const value = kept[name];
    out[header] = value === undefined ? undefined : headerLatin1(value);
  }
  out['content-type'] ??= 'application/octet-stream';
  return out;
}

export function metadataOut(metadata: Readonly<Record<string, string>>): Record<string, string> {
  const out: Record<string, string> = {};
  for (const name in metadata) out[`${BCE_META_PREFIX}${name}`] = headerLatin1(metadata[name] ?? '');
  return out;
}

/** An ETag as documents of BOS write it: the MD5 in lower case. */
export function bareEtag(etag: string): string {
  return etag.toLowerCase();
}

/** An ETag as HTTP headers write it. */
export function quotedEtag(etag: string): string {
  return `"${bareEtag(etag)}"`;
}

/** The header `x-bce-version-id`, if the bucket has versions. */
export function versionHeader(versionId: string | undefined): { readonly 'x-bce-version-id'?: string } {
  return versionId === undefined ? {} : { 'x-bce-version-id': versionId };
}

/** A storage class as BOS writes it. The buckets of BOS have no other class. */
export function storageClassOut(storageClass: StorageClass): string {
  const name = bosStorageClass(storageClass);
  if (name !== undefined) return name;
  throw new BosFault('InternalError', { message: `BOS has no storage class ${storageClass}.` });
}

/** A time in a document: `2016-04-05T16:41:58Z`. `milliseconds` are Unix milliseconds. */
export function documentTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
