import { encodeKey } from '../encode-key.ts';

/** `/<bucket>/<key>` in every form of address; `/<bucket>/` for the bucket, `/` for the account. */
export const canonicalUri = (bucket?: string, key?: string): string =>
  bucket === undefined ? '/' : `/${encodeKey(bucket)}/${encodeKey(key ?? '')}`;
