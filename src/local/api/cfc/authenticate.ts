import { authPrefix, bceSignature, canonicalRequest, headersToSign, signingKey } from '../../../bce-wire/bce-auth.ts';
import { BCE_HEADERS } from '../../../bce-wire/bce-names.ts';
import { readBceAuthorization } from '../../../bce-wire/read-bce-authorization.ts';
import type { Credentials } from '../../../oss-wire/credentials.ts';
import { sameSecret } from '../../../oss-wire/same-secret.ts';
import { CfcFault } from './cfc-fault.ts';
import type { CfcRequest } from './cfc-request.ts';

/** The largest difference to a client's clock, in milliseconds. That of BOS, because no page of CFC names one. */
const MAX_SKEW = 15 * 60_000;

export interface Keys {
  /** The credentials of the store. */
  readonly credentials: Credentials;
  /** Unix milliseconds. */
  readonly now: number;
  /** The port that the request arrived at, if known. */
  readonly port?: number | undefined;
}

/**
 * Checks the signature of a request (bce-auth-v1). It does not cover the body, as everywhere in Baidu AI Cloud.
 *
 * @throws CfcFault
 */
export function authenticate(request: CfcRequest, { credentials, now, port }: Keys): void {
  const { headers } = request;
  if (headers.authorization === undefined) {
    throw new CfcFault('AccessDenied', 'the request has no Authorization header; sign it with the keys of the store');
  }
  const given = readBceAuthorization(headers.authorization);
  if ('malformed' in given) {
    throw new CfcFault('InvalidHTTPAuthHeader', `the Authorization header cannot be read: ${given.malformed}`);
  }
  if (given.accessKeyId !== credentials.accessKeyId) {
    throw new CfcFault('InvalidAccessKeyId', `the access key id '${given.accessKeyId}' does not exist`);
  }
  const ends = given.expirySeconds < 0 ? Number.POSITIVE_INFINITY : given.signedAt + given.expirySeconds * 1000;
  if (given.signedAt > now + MAX_SKEW || ends < now) {
    throw new CfcFault('RequestExpired', `the request was signed at ${given.timestamp}, and now is ${timeOf(now)}`);
  }
  const prefix = authPrefix(given.accessKeyId, given.timestamp, given.expirySeconds);
  const names = headersToSign(headers, given.signedHeaders);
  const expected = bceSignature(signingKey(credentials.accessKeySecret, prefix), canonicalRequest(request, names));
  // Otherwise a request to another service could be sent here again. The store has a bucket `functions` for `/v1/functions`.
  const isForThis = names.includes('host') && (port === undefined || portOf(headers.host ?? '') === port);
  if (!isForThis || !sameSecret(given.signature, expected)) {
    throw new CfcFault(
      'SignatureDoesNotMatch',
      'the signature does not match; check the secret, the signed headers and the port of the signed host',
    );
  }
  if (!sameSecret(headers[BCE_HEADERS.securityToken] ?? '', credentials.securityToken ?? '')) {
    throw new CfcFault('AccessDenied', 'the security token does not belong to this access key id');
  }
}

/** The port of `127.0.0.1:9001` or `[::1]:9001`. Without one: 80. */
function portOf(host: string): number {
  return Number(/:(\d+)$/.exec(host)?.[1] ?? 80);
}

function timeOf(now: number): string {
  return new Date(now).toISOString();
}
