import { isIP } from 'node:net';
import { percentDecode } from '../../../oss-wire/percent-encoding.ts';

/** The resource of a request: without a bucket the service, without a key the bucket. */
export interface BosAddress {
  readonly bucket?: string;
  /** Decoded once. */
  readonly key?: string;
  readonly hasBucketInHost: boolean;
}

export interface AddressedRequest {
  /** The `Host` header or the authority of an absolute target, with or without a port. */
  readonly host: string;
  /** The raw path of the target. */
  readonly path: string;
  readonly bucketExists: (bucket: string) => boolean;
}

/**
 * Finds the resource that a request addresses. A signature of BOS covers host and path and not bucket and key, so unlike on
 * OSS there is one reading.
 *
 * - The path may begin with `/v1`, in every form of address: bce-sdk-js sends `/v1/<key>` to the host of a bucket. So a key
 *   that begins with `v1/` needs this prefix.
 * - `<bucket>.<region>.bcebos.com`, `<bucket>.localhost` and `<existing bucket>.anything`: the bucket is in the host.
 * - Any other host: the bucket is the first segment of the path.
 *
 * @throws URIError if the path cannot be decoded.
 */
export function bosAddress({ host, path, bucketExists }: AddressedRequest): BosAddress {
  const name = host.startsWith('[') ? host : host.replace(/:\d*$/, '').toLowerCase();
  const rest = path === '/v1' ? '/' : path.startsWith('/v1/') ? path.slice('/v1'.length) : path;
  const bucket = bucketInHost(name, bucketExists);
  if (bucket !== undefined) return { ...withKey(bucket, rest.slice(1)), hasBucketInHost: true };
  if (rest === '/') return { hasBucketInHost: false };
  const slash = rest.indexOf('/', 1);
  const first = percentDecode(slash < 0 ? rest.slice(1) : rest.slice(1, slash));
  return { ...withKey(first, slash < 0 ? '' : rest.slice(slash + 1)), hasBucketInHost: false };
}

function withKey(bucket: string, encodedKey: string): { readonly bucket: string; readonly key?: string } {
  return encodedKey === '' ? { bucket } : { bucket, key: percentDecode(encodedKey) };
}

/** Hosts whose first label is a bucket whether or not it exists (yet). `bj.bcebos.com` has no bucket in it. */
const bucketHosts = /^[^.]+\.(?:[^.]+\.bcebos\.com|localhost|(?:\d+[.-]){3}\d+\.(?:nip|sslip)\.io)$/;

function bucketInHost(name: string, bucketExists: AddressedRequest['bucketExists']): string | undefined {
  const dot = name.indexOf('.');
  if (dot <= 0 || dot === name.length - 1 || isIP(name) !== 0 || name.startsWith('[')) return undefined;
  const label = name.slice(0, dot);
  return bucketHosts.test(name) || bucketExists(label) ? label : undefined;
}
