import { isIP } from 'node:net';
import { isLoopbackHost, urlOf } from './loopback.ts';

/** The parts of a request that show whether a web page caused it, and which. */
export interface PageEvidence {
  readonly method: string;
  /** The `Host` header or the authority of an absolute target, with or without a port. */
  readonly host: string | undefined;
  /** By lower-case name. */
  readonly header: (name: string) => string | undefined;
  /** The host that the server listens on. If it is a name, browsers may use it and all names below it. */
  readonly listensOn?: string | undefined;
}

/**
 * Returns the reason to refuse a request because a web page of another site sent it. Returns undefined for all other
 * requests.
 *
 * The store's default credentials are public, so a page can sign requests. A page reaches a server on 127.0.0.1 in two
 * ways: directly, or through a name whose DNS record the attacker changes to 127.0.0.1 (DNS rebinding). In the second
 * case the browser treats both as one origin, so the page can read every answer. `Host` alone cannot decide, because OSS
 * clients legitimately address `bucket.<any name>`.
 *
 * What a page cannot change, checked with Chromium 156:
 * - `Origin` is on every request except GET and HEAD (https://fetch.spec.whatwg.org/#append-a-request-origin-header).
 * - `Sec-Fetch-*` cannot be forged, but browsers send it to trustworthy URLs only: to `localhost` and 127.0.0.1, not to
 *   a rebound name over plain HTTP (https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header). A same-origin GET of a
 *   rebound page has neither `Origin` nor `Sec-Fetch-*`.
 * - `Accept-Language` is on every request. A page can set it to any text, even to an empty one, but cannot remove it
 *   (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch). curl, ossutil and the OSS SDKs do not send it. The
 *   `fetch` of Node.js does, but it also sends `Sec-Fetch-Mode` without `Sec-Fetch-Site`, which no browser does.
 *
 * So every request from a browser is refused at a name that other people's DNS can point here. At other hosts a request
 * is refused if a page of another site sent it. The exception is navigation (opening a presigned link), because the page
 * cannot see its result. Where browsers do not send `Sec-Fetch-*`, `Accept` decides: the requests of embedded scripts,
 * styles and images never ask for `text/html`, and the elements that embed them cannot set headers.
 */
export function foreignPage({ method, host = '', header, listensOn }: PageEvidence): string | undefined {
  const origin = header('origin');
  const site = header('sec-fetch-site');
  if (origin === undefined && site === undefined && !looksLikeBrowser(header)) return undefined;
  const own = urlOf(`http://${host}`);
  if (own === undefined || !hasFixedAddress(own.hostname, listensOn)) {
    return `a web browser sent it to the host ${host}, a name that a web page may have pointed to this machine`;
  }
  if (origin !== undefined) return isOwnPage(origin, own) ? undefined : `a web page of the origin ${origin} sent it`;
  // A page can omit Referer, but cannot name another origin in it.
  if (isOwnPage(header('referer') ?? '', own)) return undefined;
  if (site === undefined) {
    // Every current browser sends Sec-Fetch-Site to loopback hosts, so a page did not send this.
    if (isLoopbackHost(own.hostname)) return undefined;
    if (method === 'GET' && header('accept')?.includes('text/html') === true) return undefined;
    return `a web page of another site may have embedded it, at the host ${host}`;
  }
  if (ownSites.has(site)) return undefined;
  if (method === 'GET' && header('sec-fetch-mode') === 'navigate' && header('sec-fetch-dest') === 'document') {
    return undefined;
  }
  return `a web page of another site sent it (Sec-Fetch-Site: ${site})`;
}

/** `same-site` is a page on another port of the same host. */
const ownSites: ReadonlySet<string> = new Set(['none', 'same-origin', 'same-site']);

function looksLikeBrowser(header: PageEvidence['header']): boolean {
  return (
    (header('accept-language') !== undefined && header('sec-fetch-mode') === undefined) ||
    header('user-agent')?.startsWith('Mozilla/') === true
  );
}

/** Whether a host is an address, or a name whose DNS records an attacker cannot change. */
function hasFixedAddress(hostname: string, listensOn: string | undefined): boolean {
  return (
    isLoopbackHost(hostname) ||
    isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 ||
    isNameOrBelow(hostname, 'aliyuncs.com') ||
    isNameOrBelow(hostname, 'bcebos.com') ||
    addressInName.test(hostname) ||
    (listensOn !== undefined && isNameOrBelow(hostname, listensOn.toLowerCase()))
  );
}

/** Names of public DNS services that resolve to the address in the name. */
const addressInName = /(?:^|[.-])(?:\d{1,3}[.-]){3}\d{1,3}\.(?:nip|sslip)\.io$/;

function isNameOrBelow(hostname: string, name: string): boolean {
  return hostname === name || hostname.endsWith(`.${name}`);
}

/** Whether a page belongs to this server or another server on this machine. */
function isOwnPage(page: string, own: URL): boolean {
  const from = urlOf(page);
  return from !== undefined && (from.host === own.host || isLoopbackHost(from.hostname));
}
