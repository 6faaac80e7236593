import { isLoopbackAddress, isLoopbackHost } from '../loopback.ts';

/** Who sent a request, and what a browser says about it. */
export interface Sender {
  /** Address of the socket's peer. */
  readonly peer: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
}

/**
 * Whether a request may reach what is for the owner of this machine only. It must come from this machine: the peer's
 * address decides that, since anyone can write any `Host`. A browser on this machine can still act for another site's
 * page, directly or by DNS rebinding. So `Host` must name this machine too, and an `Origin` must be this very server.
 */
export const isLocalRequest = ({ peer, host, origin }: Sender): boolean => {
  const own = host === undefined ? undefined : urlOf(`http://${host}`);
  if (!isLoopbackAddress(peer) || own === undefined || !isLoopbackHost(own.hostname)) return false;
  return origin === undefined || urlOf(origin)?.host === own.host;
};

const urlOf = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);
