import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

interface OpenApiUtil {
  readonly default: {
    getAuthorization(request: object, algorithm: string, payload: string, id: string, secret: string): string;
  };
}
/** The vendor's implementation. */
const { default: vendor } = createRequire(import.meta.url)('@alicloud/openapi-util') as OpenApiUtil;

export interface SignedRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Keys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

/** Whether a request has the ACS3 signature that the vendor's own code computes, over exactly this body. */
export function isSignedByVendorRules({ method, target, headers, body }: SignedRequest, keys: Keys): boolean {
  const { pathname, searchParams } = new URL(target, 'http://ros');
  const payload = createHash('sha256').update(body).digest('hex');
  if (headers['x-acs-content-sha256'] !== payload) return false;
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1]?.split(';') ?? [];
  const signed = Object.fromEntries(names.map((name) => [name, headers[name] ?? '']));
  const expected = vendor.getAuthorization(
    { method, pathname, query: Object.fromEntries(searchParams), headers: signed },
    'ACS3-HMAC-SHA256',
    payload,
    keys.accessKeyId,
    keys.accessKeySecret,
  );
  return headers.authorization === expected;
}
