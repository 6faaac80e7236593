import { isIP } from 'node:net';
import { percentDecode } from '../../../oss-wire/percent-encoding.ts';

/** The resource of a request: without a bucket the service, without a key the bucket. */
export interface Address {
  readonly style: 'path' | 'virtual-host' | 'cname';
  readonly bucket?: string;
  /** Decoded once. */
  readonly key?: string;
}

export interface AddressedRequest {
  /** The `Host` header or the authority of an absolute target, with or without a port. */
  readonly host: string;
  /** The raw path of the target. */
  readonly path: string;
  readonly bucketExists: (bucket: string) => boolean;
  /** Every bucket of this store. */
  readonly buckets: () => readonly string[];
}

/**
 * All readings of a request's address, the most likely one first, computed one by one. There is at least one. On OSS, DNS
 * determines the bucket. On a loopback address the same bytes can mean several buckets. A signature covers bucket and key
 * in every form of address, so the client meant the reading whose signature is valid. For an unsigned request, the first
 * reading is used.
 *
 * - An IP address, or a name without a bucket: path style, then each bucket as if the host were its CNAME (`ali-oss` sends
 *   this with `cname: true`).
 * - `<bucket>.oss-….aliyuncs.com`, `<bucket>.localhost`, `<existing bucket>.anything`: virtual host, then path style
 *   (`ali-oss` lists buckets at an IP address with the host `undefined.oss-….aliyuncs.com`).
 * - Any other name: path style, then virtual host (of a bucket to be created), then CNAME.
 *
 * @throws URIError if the path cannot be decoded.
 */
export function* addresses({ host, path, bucketExists, buckets }: AddressedRequest): Generator<Address, void> {
  const name = hostName(host);
  const bucket = bucketInHost(name);
  const certain = bucket !== undefined && (virtualHosts.test(name) || bucketExists(bucket));
  if (certain) yield address('virtual-host', bucket, path.slice(1));
  yield pathStyle(path);
  if (certain) return;
  if (bucket !== undefined) yield address('virtual-host', bucket, path.slice(1));
  for (const bound of buckets()) yield address('cname', bound, path.slice(1));
}

function address(style: Address['style'], bucket: string, encodedKey: string): Address {
  return encodedKey === '' ? { style, bucket } : { style, bucket, key: percentDecode(encodedKey) };
}

function pathStyle(path: string): Address {
  if (path === '/') return { style: 'path' };
  const slash = path.indexOf('/', 1);
  const bucket = percentDecode(slash < 0 ? path.slice(1) : path.slice(1, slash));
  return address('path', bucket, slash < 0 ? '' : path.slice(slash + 1));
}

/** `[::1]:9000` -> `::1`, `Demo.Localhost:9000` -> `demo.localhost`. */
function hostName(host: string): string {
  return host.startsWith('[') ? host.slice(1, host.indexOf(']')) : host.replace(/:\d*$/, '').toLowerCase();
}

/** The first of several labels. An IP address, `localhost` and `oss-cn-hangzhou.aliyuncs.com` have no bucket in them. */
function bucketInHost(name: string): string | undefined {
  const dot = name.indexOf('.');
  const none =
    dot <= 0 || dot === name.length - 1 || isIP(name) !== 0 || /^(?:vpc100-)?oss-[^.]+\.aliyuncs\.com$/.test(name);
  return none ? undefined : name.slice(0, dot);
}

/** Hosts whose first label is a bucket whether or not it exists (yet). */
const virtualHosts = /^[^.]+\.(?:[^.]+\.aliyuncs\.com|localhost|(?:\d+[.-]){3}\d+\.(?:nip|sslip)\.io)$/;
