import { headerLatin1 } from '../../../oss-wire/header-text.ts';
import type { ContentHeaders } from '../../../stores/object-attributes.ts';
import { contentHeaderNames } from '../../../stores/object-attributes.ts';

const CONTENT_HEADERS = Object.entries(contentHeaderNames) as readonly (readonly [keyof ContentHeaders, string])[];

/** Content headers of a stored object as response headers. The default type is application/octet-stream. */
export function contentHeadersOut(headers: ContentHeaders): Record<string, string | undefined> {
  const out: Record<string, string | undefined> = {};
  for (const [name, header] of CONTENT_HEADERS) out[header] = encoded(headers[name]);
  out['content-type'] ??= 'application/octet-stream';
  return out;
}

export function metadataOut(metadata: Readonly<Record<string, string>>): Record<string, string> {
  const out: Record<string, string> = {};
  for (const name in metadata) out[`x-oss-meta-${name}`] = headerLatin1(metadata[name] ?? '');
  return out;
}

function encoded(value: string | undefined): string | undefined {
  return value === undefined ? undefined : headerLatin1(value);
}

/** An ETag as HTTP and the XML documents of OSS write it. */
export function quoted(etag: string): string {
  return `"${etag}"`;
}

/** The header `x-oss-version-id`, if the bucket has versions. */
export function versionHeader(versionId: string | undefined): { readonly 'x-oss-version-id'?: string } {
  return versionId === undefined ? {} : { 'x-oss-version-id': versionId };
}
