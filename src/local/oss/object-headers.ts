import type { ContentHeaders } from '../../bucket/object-record.ts';
import { contentHeaderNames } from '../../stores/oss/content-header-names.ts';
import { headerLatin1 } from '../../stores/oss/header-text.ts';

/** Content headers of a stored object as response headers; an object without a type is served as bytes. */
export function contentHeadersOut(headers: ContentHeaders): Record<string, string | undefined> {
  const kept: Readonly<Record<string, string | undefined>> = { ...headers };
  const out: Record<string, string | undefined> = {};
  for (const [name, header] of Object.entries(contentHeaderNames)) out[header] = encoded(kept[name]);
  out['content-type'] ??= 'application/octet-stream';
  return out;
}

export function metadataOut(metadata: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(metadata).map(([name, value]) => [`x-oss-meta-${name}`, headerLatin1(value)]),
  );
}

function encoded(value: string | undefined): string | undefined {
  return value === undefined ? undefined : headerLatin1(value);
}
