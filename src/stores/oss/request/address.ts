import { isIP } from 'node:net';
import { AutoaliasError } from '../../../autoalias-error.ts';
import { encodeKey } from '../../../oss-wire/percent-encoding.ts';

/** How the URL names the bucket: `<bucket>.<host>/`, `<host>/<bucket>/`, or a domain that is bound to the bucket. */
type Addressing = 'virtual-host' | 'path' | 'cname';

export interface AddressOptions {
  /** A URL or a host. Default scheme: https, or http for an IP address or localhost. Default: the endpoint of the region. */
  readonly endpoint?: string;
  readonly region: string;
  readonly bucket: string;
  /** Default: `path` for IP addresses and localhost, which cannot have subdomains, else `virtual-host`. */
  readonly addressing?: Addressing;
  /** Use the internal endpoint of the region. Has no effect with `endpoint`. */
  readonly internal?: boolean;
}

export interface Address {
  /** `scheme://host[:port]` */
  readonly origin: string;
  /** The encoded request path of a key, or of the bucket itself. */
  readonly pathOf: (key?: string) => string;
}

/** Computes the address of a bucket. Throws AutoaliasError `config-invalid`. */
export function address(options: AddressOptions): Address {
  const endpoint = parseEndpoint(options.endpoint ?? defaultEndpoint(options.region, options.internal));
  const local = cannotCarryBucket(endpoint.hostname);
  const addressing = options.addressing ?? (local ? 'path' : 'virtual-host');
  if (addressing !== 'virtual-host') {
    const base = addressing === 'path' ? `/${options.bucket}/` : '/';
    return { origin: endpoint.origin, pathOf: (key = '') => base + encodeKey(key) };
  }
  if (isIP(bare(endpoint.hostname)) !== 0) {
    throw invalid(options.endpoint, 'an IP address cannot contain a bucket name; use path addressing');
  }
  if (endpoint.hostname.startsWith(`${options.bucket}.oss-`)) {
    throw invalid(
      options.endpoint,
      `it already names the bucket; write ${endpoint.host.slice(options.bucket.length + 1)}`,
    );
  }
  const origin = `${endpoint.protocol}//${options.bucket}.${endpoint.host}`;
  return { origin, pathOf: (key = '') => `/${encodeKey(key)}` };
}

function parseEndpoint(text: string): URL {
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const probe = URL.canParse(hasScheme ? text : `http://${text}`) ? new URL(hasScheme ? text : `http://${text}`) : null;
  if (probe === null) throw invalid(text, 'it is neither a URL nor a host; write https://oss-<region>.aliyuncs.com');
  if (!['http:', 'https:'].includes(probe.protocol)) throw invalid(text, 'only http and https are supported');
  if (probe.pathname !== '/' || probe.search !== '' || probe.hash !== '' || probe.username !== '') {
    throw invalid(text, `write only scheme, host and port: ${probe.protocol}//${probe.host}`);
  }
  return hasScheme || cannotCarryBucket(probe.hostname) ? probe : new URL(`https://${text}`);
}

function cannotCarryBucket(hostname: string): boolean {
  return hostname === 'localhost' || isIP(bare(hostname)) !== 0;
}

/** A URL has an IPv6 address in brackets. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function invalid(endpoint: string | undefined, why: string): AutoaliasError {
  return new AutoaliasError('config-invalid', `OSS endpoint ${JSON.stringify(endpoint)}: ${why}`);
}

/**
 * The endpoint of a region. The internal endpoint has no traffic fees and can be reached only from inside the region.
 * Source: OSS, "Regions and endpoints".
 */
export function defaultEndpoint(region: string, internal = false): string {
  return `https://oss-${region}${internal ? '-internal' : ''}.aliyuncs.com`;
}
