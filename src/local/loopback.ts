import { BlockList, isIPv6 } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
// A socket that listens on `::` reports IPv4 peers in this form.
loopback.addSubnet('::ffff:127.0.0.0', 104, 'ipv6');

/** Whether the address of a socket's peer belongs to this machine's loopback interface. */
export function isLoopbackAddress(address: string): boolean {
  return loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/**
 * Whether a host name, as `URL` writes it, always means this machine. Browsers resolve `localhost` and everything below
 * it without DNS (https://www.rfc-editor.org/rfc/rfc6761#section-6.3).
 */
export function isLoopbackHost(hostname: string): boolean {
  return /(?:^|\.)localhost$/.test(hostname) || isLoopbackAddress(hostname.replace(/^\[|\]$/g, ''));
}
