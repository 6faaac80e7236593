import { isIP } from 'node:net';
import { AutoaliasError } from '../../autoalias-error.ts';

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

/** The addresses of one kind of store. */
export interface AddressRules {
  /** In messages: `OSS`. */
  readonly name: string;
  /** In messages: `https://oss-<region>.aliyuncs.com`. */
  readonly example: string;
  readonly defaultEndpoint: (region: string, internal?: boolean) => string;
  /** Whether the host of an endpoint names the bucket already. */
  readonly namesBucket: (hostname: string, bucket: string) => boolean;
  /** The encoded path on a host that names the bucket. Without a key it is empty. */
  readonly pathOnBucketHost: (key: string) => string;
  /** The encoded path on a host that does not. */
  readonly pathWithBucket: (bucket: string, key: string) => string;
}

/** Computes the address of a bucket. Throws AutoaliasError `config-invalid`. */
export function bucketAddress(options: AddressOptions, rules: AddressRules): Address {
  const { bucket } = options;
  const invalid = (why: string): AutoaliasError =>
    new AutoaliasError('config-invalid', `${rules.name} endpoint ${JSON.stringify(options.endpoint)}: ${why}`);
  const endpoint = parseEndpoint(
    options.endpoint ?? rules.defaultEndpoint(options.region, options.internal),
    rules,
    invalid,
  );
  const addressing = options.addressing ?? (cannotCarryBucket(endpoint.hostname) ? 'path' : 'virtual-host');
  if (addressing === 'path') {
    return { origin: endpoint.origin, pathOf: (key = '') => rules.pathWithBucket(bucket, key) };
  }
  const pathOf = (key = ''): string => rules.pathOnBucketHost(key);
  if (addressing === 'cname') return { origin: endpoint.origin, pathOf };
  if (isIP(bare(endpoint.hostname)) !== 0) {
    throw invalid('an IP address cannot contain a bucket name; use path addressing');
  }
  if (rules.namesBucket(endpoint.hostname, bucket)) {
    throw invalid(`it already names the bucket; write ${endpoint.host.slice(bucket.length + 1)}`);
  }
  return { origin: `${endpoint.protocol}//${bucket}.${endpoint.host}`, pathOf };
}

function parseEndpoint(text: string, { example }: AddressRules, invalid: (why: string) => AutoaliasError): URL {
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const probe = URL.canParse(hasScheme ? text : `http://${text}`) ? new URL(hasScheme ? text : `http://${text}`) : null;
  if (probe === null) throw invalid(`it is neither a URL nor a host; write ${example}`);
  if (!['http:', 'https:'].includes(probe.protocol)) throw invalid('only http and https are supported');
  if (probe.pathname !== '/' || probe.search !== '' || probe.hash !== '' || probe.username !== '') {
    throw invalid(`write only scheme, host and port: ${probe.protocol}//${probe.host}`);
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
