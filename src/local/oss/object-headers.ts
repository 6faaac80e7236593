import type { ContentHeaders } from '../../bucket/object-record.ts';
import { contentHeaderNames } from '../../stores/oss/content-header-names.ts';
import { latin1FromUtf8 } from './utf8-from-latin1.ts';

/** Content headers of a stored object as response headers; an object without a type is served as bytes. */
export const contentHeadersOut = (headers: ContentHeaders): Record<string, string | undefined> => {
  const kept: Readonly<Record<string, string | undefined>> = { ...headers };
  const out: Record<string, string | undefined> = {};
  for (const [name, header] of Object.entries(contentHeaderNames)) out[header] = encoded(kept[name]);
  out['content-type'] ??= 'application/octet-stream';
  return out;
};

export const metadataOut = (metadata: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-oss-meta-${name}`, latin1FromUtf8(value)]));

const encoded = (value: string | undefined): string | undefined =>
  value === undefined ? undefined : latin1FromUtf8(value);
