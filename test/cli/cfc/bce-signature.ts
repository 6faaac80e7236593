import { createRequire } from 'node:module';

interface BaiduSdk {
  readonly Auth: new (
    accessKeyId: string,
    accessKeySecret: string,
  ) => {
    generateAuthorization(
      method: string,
      path: string,
      query: object,
      headers: object,
      timestamp: number,
      expiry: number,
      names: readonly string[],
    ): string;
  };
}
/** The vendor's implementation. */
const { Auth } = createRequire(import.meta.url)('@baiducloud/sdk') as BaiduSdk;

export interface Keys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

export interface SignedRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** Why a request does not have the bce-auth-v1 signature that the vendor's own code computes, or undefined if it does. */
export function signatureFlaw({ method, target, headers }: SignedRequest, keys: Keys): string | undefined {
  const [scheme, id, time = '', expiry, names = ''] = (headers.authorization ?? '').split('/');
  if (scheme !== 'bce-auth-v1' || id !== keys.accessKeyId) return 'InvalidAccessKeyId';
  if (headers['x-bce-date'] !== time) return 'the date is not the time of the signature';
  const signed = names.split(';');
  // The SDK signs all of these.
  const required = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-bce-'))];
  const missing = required.find((name) => !signed.includes(name));
  if (missing !== undefined) return `${missing} is not signed`;
  const { pathname, searchParams } = new URL(target, 'http://bce');
  const expected = new Auth(keys.accessKeyId, keys.accessKeySecret).generateAuthorization(
    method,
    pathname,
    Object.fromEntries(searchParams),
    headers,
    Date.parse(time) / 1000,
    Number(expiry),
    signed,
  );
  return signatureOf(headers.authorization) === signatureOf(expected) ? undefined : 'SignatureDoesNotMatch';
}

/** The order of the signed names has no meaning. */
function signatureOf(authorization: string | undefined): string | undefined {
  return authorization?.split('/').at(-1);
}
