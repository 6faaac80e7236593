import { createHmac } from 'node:crypto';

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

const hmac = (key: string, text: string) => createHmac('sha256', key).update(text).digest('hex');

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * Why the authorization of a request is not that of bce-auth-v1, or undefined if it is. Written from the page of the vendor
 * (cloud.baidu.com/doc/Reference/s/njwvz1yfu) without code of the program.
 */
export function signatureFlaw({ method, target, headers }: SignedRequest, keys: Keys): string | undefined {
  const [scheme, id, time, expiry, names = '', signature] = (headers.authorization ?? '').split('/');
  if (scheme !== 'bce-auth-v1' || id !== keys.accessKeyId) return 'InvalidAccessKeyId';
  if (headers['x-bce-date'] !== time) return 'the date is not the time of the signature';
  for (const required of ['host', 'x-bce-date'])
    if (!names.split(';').includes(required)) return `${required} is not signed`;
  const url = new URL(target, 'http://bce');
  const path = url.pathname.split('/').map((part) => encode(decodeURIComponent(part)));
  const query = [...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort();
  const lines = names.split(';').map((name) => `${encode(name)}:${encode((headers[name] ?? '').trim())}`);
  const canonical = [method, path.join('/'), query.join('&'), lines.sort().join('\n')].join('\n');
  const key = hmac(keys.accessKeySecret, `bce-auth-v1/${id}/${time}/${expiry}`);
  return hmac(key, canonical) === signature ? undefined : 'SignatureDoesNotMatch';
}
