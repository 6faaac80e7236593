import { queryString } from '../../../oss-wire/percent-encoding.ts';
import type { QueryPair } from '../../../oss-wire/signable-request.ts';
import { type AddressOptions, address } from './address.ts';
import { type PresigningV4, presignV4 } from './presign-v4.ts';

export interface PresignUrl extends AddressOptions, PresigningV4 {
  readonly method: 'GET' | 'HEAD' | 'PUT';
  readonly key: string;
  /** More parameters, such as `versionId` or `response-content-type`. */
  readonly query?: readonly QueryPair[];
  /** Those that V4 signs (content-type, x-oss-…) must then be sent exactly so. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A URL that anyone may use until it expires, with `curl` or a browser, without credentials (OSS, V4 signatures in a URL). */
export function presignUrl(options: PresignUrl): string {
  const { bucket, key, method, query = [], headers = {} } = options;
  const { origin, pathOf } = address(options);
  const signed = presignV4({ method, bucket, key, query, headers }, options);
  return `${origin}${pathOf(key)}?${queryString(signed.query)}`;
}
