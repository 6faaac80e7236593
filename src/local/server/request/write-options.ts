import type { TagPair } from '../../../bucket/records/object-record.ts';
import { percentDecode } from '../../../oss-wire/percent-encoding.ts';
import type { ContentHeaders } from '../../../stores/object-attributes.ts';

/** What the headers of PutObject, PutSymlink and CopyObject say about the new object. The engine checks the values. */
export interface WriteOptions {
  readonly headers: ContentHeaders;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags?: readonly TagPair[];
  readonly acl?: string;
  readonly storageClass?: string;
  readonly forbidOverwrite?: boolean;
  readonly requestId: string;
}

/** Decodes a key or value of a tag, where SDKs write `+` for a space. Throws URIError. */
export function decodeTag(encoded: string): string {
  return percentDecode(encoded.replaceAll('+', ' '));
}
