import { acs3Signature, readAcs3Authorization } from '../../../alibaba/acs3.ts';
import { fcSignature, readFcAuthorization } from '../../../alibaba/fc-signature.ts';
import type { Credentials } from '../../../oss-wire/credentials.ts';
import { percentDecode } from '../../../oss-wire/percent-encoding.ts';
import { sameSecret } from '../../../oss-wire/same-secret.ts';
import { FcFault } from './fc-fault.ts';
import type { FcRequest, FcVersion } from './fc-request.ts';

/** The largest difference to a client's clock that Alibaba Cloud accepts, in milliseconds. */
const MAX_SKEW = 15 * 60_000;

export interface Keys {
  /** The credentials of the store. */
  readonly credentials: Credentials;
  /** Unix milliseconds. */
  readonly now: number;
}

/** What is left to check once the body of a request was read. */
export type CheckBody = (sha256: string) => void;

/**
 * Checks the signature of a request. The signature of 3.0 covers a hash of the body, which the returned function compares
 * with the body itself. The signature of 2.0 does not cover the body.
 *
 * @throws FcFault with the code that Function Compute would answer.
 */
export function authenticate(request: FcRequest, keys: Keys): CheckBody {
  return SCHEMES[request.version](request, keys);
}

const SCHEMES: Readonly<Record<FcVersion, (request: FcRequest, keys: Keys) => CheckBody>> = {
  '2016-08-15': ({ method, path, headers }, { credentials, now }) => {
    checkDate('Date', headers.date, now);
    const given = readFcAuthorization(headers.authorization ?? '') ?? refuseAuthorization(headers);
    checkKey(given.accessKeyId, headers['x-fc-security-token'], credentials);
    const signature = fcSignature({ method, path: percentDecode(path), headers }, credentials.accessKeySecret);
    checkSignature(given.signature, signature);
    return () => {};
  },
  '2023-03-30': ({ method, path, query, headers }, { credentials, now }) => {
    checkDate('x-acs-date', headers['x-acs-date'], now);
    const given = readAcs3Authorization(headers.authorization ?? '') ?? refuseAuthorization(headers);
    checkKey(given.accessKeyId, headers['x-acs-security-token'], credentials);
    const { signedHeaders } = given;
    const payloadHash = headers['x-acs-content-sha256'];
    if (payloadHash === undefined) throw missing('x-acs-content-sha256');
    // Otherwise a program that saw one request could send it again with another date or body.
    if (!COVERED.every((name) => signedHeaders.includes(name))) throw mismatch();
    const signable = { method, path, query, headers, signedHeaders, payloadHash };
    checkSignature(given.signature, acs3Signature(signable, credentials.accessKeySecret));
    return (sha256) => checkSignature(payloadHash, sha256);
  },
};

const COVERED = ['host', 'x-acs-date', 'x-acs-content-sha256'];

function checkDate(name: string, date: string | undefined, now: number): void {
  if (date === undefined) throw missing(name);
  const sent = Date.parse(date);
  if (Number.isNaN(sent)) throw new FcFault('InvalidArgument', `invalid date '${date}' in the header ${name}`);
  if (Math.abs(now - sent) <= MAX_SKEW) return;
  const current = new Date(now).toUTCString();
  throw new FcFault(
    'AccessDenied',
    `the difference between the request time '${date}' and the current time '${current}' is too large`,
  );
}

function missing(name: string): FcFault {
  return new FcFault('MissingRequiredHeader', `required HTTP header ${name} was not specified`);
}

function refuseAuthorization({ authorization }: FcRequest['headers']): never {
  if (authorization === undefined) throw missing('Authorization');
  throw new FcFault('InvalidArgument', `invalid authorization '${authorization}'`);
}

function checkKey(accessKeyId: string, token: string | undefined, credentials: Credentials): void {
  if (accessKeyId !== credentials.accessKeyId) {
    throw new FcFault('InvalidAccessKeyID', `invalid access key ID '${accessKeyId}'`);
  }
  if (sameSecret(token ?? '', credentials.securityToken ?? '')) return;
  throw new FcFault('AccessDenied', 'the security token does not belong to this access key ID');
}

function checkSignature(given: string, computed: string): void {
  if (!sameSecret(given, computed)) throw mismatch();
}

function mismatch(): FcFault {
  return new FcFault(
    'SignatureNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your access key and signing method',
  );
}
