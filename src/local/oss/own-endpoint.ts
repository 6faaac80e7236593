import { isIP } from 'node:net';
import { isLoopbackAddress, isLoopbackHost } from '../loopback.ts';

export interface ReachedAt {
  /** The `Host` header, with or without a port. */
  readonly host: string;
  /** Set when the first label of the host names the bucket. */
  readonly hasBucketInHost: boolean;
  /** The store's end of the connection; absent where it is not known. */
  readonly local?: { readonly address: string; readonly port: number } | undefined;
}

/**
 * The endpoint of this store, `127.0.0.1:9000`, as it is named in answers. Clients follow it with requests signed by the
 * local key, so it must lead back here: the host that a client used is named only where no DNS server decides what it
 * means. ali-oss sends `Host: <bucket>.oss-<region>.aliyuncs.com` to a store at an IP address.
 */
export function ownEndpoint({ host, hasBucketInHost, local }: ReachedAt): string {
  const used = hasBucketInHost ? host.slice(host.indexOf('.') + 1) : host;
  const name = used.startsWith('[') ? used.slice(1, used.indexOf(']')) : used.replace(/:\d*$/, '');
  // On loopback only loopback hosts lead back; on another interface any address that the client reached.
  const leadsBack =
    isLoopbackHost(name) || (local !== undefined && isIP(name) !== 0 && !isLoopbackAddress(local.address));
  if (leadsBack || local === undefined) return used;
  return `${isIP(local.address) === 6 ? `[${local.address}]` : local.address}:${local.port}`;
}
