import {
  authPrefix,
  type BceRequest,
  bceSignature,
  canonicalRequest,
  headersToSign,
  signingKey,
} from '../../../bce-wire/bce-auth.ts';
import { BCE_HEADERS } from '../../../bce-wire/bce-names.ts';
import { type BceAuthorization, readBceAuthorization } from '../../../bce-wire/read-bce-authorization.ts';
import type { UnverifiedChoices } from '../../../bucket/unverified-choices.ts';
import type { Credentials } from '../../../oss-wire/credentials.ts';
import { sameSecret, sameSignature } from '../../../oss-wire/same-secret.ts';
import type { ReadRequest } from '../../server/face.ts';
import { signedReadings } from '../../server/request/signed-readings.ts';
import { BosFault } from '../answer/bos-fault.ts';
import { checkTime } from './check-time.ts';

export interface Verifier {
  readonly credentials: (accessKeyId: string) => Credentials | undefined;
  /** Unix milliseconds. */
  readonly now: number;
  readonly unsignedHeaders: UnverifiedChoices['bosUnsignedHeaders'];
}

/**
 * Whether a request is signed. A signature is in the header `authorization` or, for a presigned URL, in the query parameter
 * of this name. Throws a BosFault for a signature that is not valid.
 */
export function verifyRequest(request: ReadRequest, verifier: Verifier): boolean {
  const found = findAuthorization(request);
  if (found === undefined) return false;
  const { text, isPresigned } = found;
  const authorization = readBceAuthorization(text);
  if ('malformed' in authorization) {
    throw new BosFault('InvalidHTTPAuthHeader', {
      message: `The authorization is not a bce-auth-v1 signature: ${authorization.malformed}.`,
    });
  }
  const credentials = knownCredentials(authorization.accessKeyId, request, verifier);
  checkTime(authorization, isPresigned ? undefined : request.headers, verifier.now);
  if (verifier.unsignedHeaders === 'refused') refuseUnsigned(authorization, request);
  const readings = signedReadings(request.headers).map((headers) => canonical({ ...request, headers }, authorization));
  const key = signingKey(
    credentials.accessKeySecret,
    authPrefix(authorization.accessKeyId, authorization.timestamp, authorization.expirySeconds),
  );
  if (readings.some((reading) => sameSignature(bceSignature(key, reading), authorization.signature))) return true;
  throw new BosFault('SignatureDoesNotMatch', {
    message: `The request signature we calculated does not match the signature you provided. The canonical request is ${JSON.stringify(readings[0])}.`,
  });
}

interface Found {
  readonly text: string;
  readonly isPresigned: boolean;
}

function findAuthorization({ headers, query }: ReadRequest): Found | undefined {
  const header = headers.authorization;
  const parameter = query.find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  if (header !== undefined && parameter !== undefined) {
    throw new BosFault('InvalidHTTPAuthHeader', {
      message: 'Send the signature in the header authorization or in the query, not in both.',
    });
  }
  if (header !== undefined) return { text: header, isPresigned: false };
  return parameter === undefined ? undefined : { text: parameter, isPresigned: true };
}

/** The token of temporary credentials is in a header, or in the query of a presigned URL (bce-sdk-js, generatePresignedUrl). */
function knownCredentials(accessKeyId: string, { headers, query }: ReadRequest, verifier: Verifier): Credentials {
  const credentials = verifier.credentials(accessKeyId);
  if (credentials === undefined) throw new BosFault('InvalidAccessKeyId');
  const token = headers[BCE_HEADERS.securityToken] ?? new Map(query).get(BCE_HEADERS.securityToken);
  if (token === undefined && credentials.securityToken === undefined) return credentials;
  if (sameSecret(token ?? '', credentials.securityToken ?? '')) return credentials;
  // No source names the code.
  throw new BosFault('InvalidAccessKeyId', {
    message:
      token === undefined
        ? `These are temporary credentials: send their token in ${BCE_HEADERS.securityToken}.`
        : 'The security token you provided does not belong to this access key id.',
  });
}

/** Without names, a signature covers the default set of headers. */
function canonical(request: BceRequest, { signedHeaders }: BceAuthorization): string {
  return canonicalRequest(request, headersToSign(request.headers, signedHeaders));
}

function refuseUnsigned({ signedHeaders }: BceAuthorization, { headers }: ReadRequest): void {
  if (signedHeaders.length === 0) return;
  // A signature does not cover a header without a value.
  const missing = Object.keys(headers).find(
    (name) =>
      headers[name] !== '' &&
      (name === 'host' || (name.startsWith('x-bce-') && name !== BCE_HEADERS.requestId)) &&
      !signedHeaders.includes(name),
  );
  if (missing === undefined) return;
  throw new BosFault('InvalidHTTPAuthHeader', { message: `The signature does not cover the header ${missing}.` });
}
