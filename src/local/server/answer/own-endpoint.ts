import { isIP } from 'node:net';
import { isLoopbackAddress, isLoopbackHost } from '../../connections/loopback.ts';

export interface ReachedAt {
  /** The `Host` header, with or without a port. */
  readonly host: string;
  /** Whether the first label of the host is the bucket. */
  readonly hasBucketInHost: boolean;
  /** The store's end of the connection, if known. */
  readonly local?: { readonly address: string; readonly port: number } | undefined;
}

/**
 * The endpoint of this store in answers, such as `127.0.0.1:9000`. Clients send signed requests to it, so it must lead
 * back to this store. The host that a client used is therefore returned only if it does not depend on DNS: ali-oss sends
 * `Host: <bucket>.oss-<region>.aliyuncs.com` to a store at an IP address.
 */
export function ownEndpoint({ host, hasBucketInHost, local }: ReachedAt): string {
  const used = hasBucketInHost ? host.slice(host.indexOf('.') + 1) : host;
  const name = used.startsWith('[') ? used.slice(1, used.indexOf(']')) : used.replace(/:\d*$/, '');
  // On the loopback interface only loopback hosts lead back here. On another interface an address is how the client got here.
  const leadsBack =
    isLoopbackHost(name) || (local !== undefined && isIP(name) !== 0 && !isLoopbackAddress(local.address));
  if (leadsBack || local === undefined) return used;
  return `${isIP(local.address) === 6 ? `[${local.address}]` : local.address}:${local.port}`;
}
