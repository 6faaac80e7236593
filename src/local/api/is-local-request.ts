import { isLoopbackAddress, isLoopbackHost, urlOf } from '../loopback.ts';

/** The sender of a request, as the socket and the headers show it. */
export interface Sender {
  /** Address of the socket's peer. */
  readonly peer: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
}

/**
 * Whether a request may use the endpoints that are only for the owner of this machine. The peer's address must be a
 * loopback address, since any client can send any `Host`. A browser on this machine can still act for a page of another
 * site, directly or by DNS rebinding. So `Host` must also name this machine, and an `Origin` must be this server.
 */
export function isLocalRequest({ peer, host, origin }: Sender): boolean {
  const own = host === undefined ? undefined : urlOf(`http://${host}`);
  if (!isLoopbackAddress(peer) || own === undefined || !isLoopbackHost(own.hostname)) return false;
  return origin === undefined || urlOf(origin)?.host === own.host;
}
