import { encodeKey } from '../encode-key.ts';

/** `/<bucket>/<key>` in every form of address; `/<bucket>/` for the bucket, `/` for the account. */
export function canonicalUri(bucket?: string, key?: string): string {
  return bucket === undefined ? '/' : `/${encodeKey(bucket)}/${encodeKey(key ?? '')}`;
}
