import { BlockList, isIPv4, isIPv6 } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
// The form in which a socket that listens on `::` reports IPv4 peers.
loopback.addSubnet('::ffff:127.0.0.0', 104, 'ipv6');

/** Whether the address of a socket's peer is a loopback address. */
export function isLoopbackAddress(address: string): boolean {
  return loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/**
 * Whether browsers take a host, as `URL` writes it, for this machine. They resolve `localhost` and all names below it
 * without DNS (https://www.rfc-editor.org/rfc/rfc6761#section-6.3), and trust these hosts over plain HTTP
 * (https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy). This does not include IPv4 addresses in IPv6 form.
 */
export function isLoopbackHost(hostname: string): boolean {
  return (
    /(?:^|\.)localhost$/.test(hostname) || hostname === '[::1]' || (isIPv4(hostname) && isLoopbackAddress(hostname))
  );
}

/** Parses the URL in a header. Undefined for other texts: browsers can send `null` as an origin. */
export function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
