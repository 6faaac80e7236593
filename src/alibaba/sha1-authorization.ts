import { createHmac } from 'node:crypto';

/** The header `Authorization: <scheme> <access key id>:<signature>` of the services that sign with HMAC-SHA1. */
export interface Sha1Authorization {
  readonly accessKeyId: string;
  /** Base64. */
  readonly signature: string;
}

/** The schemes of Simple Message Queue and Simple Log Service. */
type Scheme = 'MNS' | 'LOG';

/** The parts of the header. Undefined for a header of another form. */
export function readSha1Authorization(scheme: Scheme, header: string): Sha1Authorization | undefined {
  const [, given, accessKeyId, signature] = /^(MNS|LOG) ([^\s:]+):([A-Za-z0-9+/]{27}=)$/.exec(header) ?? [];
  if (given !== scheme || accessKeyId === undefined || signature === undefined) return undefined;
  return { accessKeyId, signature };
}

/** The signature of the lines of a request, in Base64. */
export function sha1Signature(lines: readonly string[], accessKeySecret: string): string {
  return createHmac('sha1', accessKeySecret).update(lines.join('\n')).digest('base64');
}
