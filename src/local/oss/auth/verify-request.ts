import { defined } from '../../../defined.ts';
import type { Credentials } from '../../../oss-wire/credentials.ts';
import { sameSecret, sameSignature } from '../../../oss-wire/same-secret.ts';
import { signV1 } from '../../../oss-wire/sign-v1.ts';
import { type CredentialScope, signV4 } from '../../../oss-wire/sign-v4.ts';
import type { QueryPair, SignableRequest } from '../../../oss-wire/signable-request.ts';
import type { XmlNode } from '../../../oss-wire/write-xml.ts';
import { signedReadings } from '../../server/request/signed-readings.ts';
import { WireFault } from '../answer/wire-fault.ts';
import type { Address } from '../server/addresses.ts';
import { checkTime } from './check-time.ts';
import { type Authorization, readAuthorization } from './read-authorization.ts';

export interface RequestToVerify {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: readonly QueryPair[];
  /** Readings of the address, the most likely one first. */
  readonly addresses: Iterable<Address>;
}

export interface Verifier {
  readonly credentials: (accessKeyId: string) => Credentials | undefined;
  readonly region: string;
  readonly signingKey: (accessKeySecret: string, scope: CredentialScope) => Buffer;
  /** Unix milliseconds. */
  readonly now: number;
}

export interface VerifiedRequest {
  readonly address: Address;
  /** False for a request without a signature, which has only public rights. */
  readonly signed: boolean;
}

interface Computed {
  readonly signature: string;
  readonly stringToSign: string;
  readonly canonicalRequest?: string;
}

/** Determines the sender and the resource of a request. Throws a WireFault with the code that OSS would answer. */
export function verifyRequest(request: RequestToVerify, verifier: Verifier): VerifiedRequest {
  const authorization = readAuthorization(request.headers, request.query);
  if (authorization.version === 'none') return { address: likeliest(request.addresses), signed: false };
  const credentials = knownCredentials(authorization.accessKeyId, request, verifier);
  checkScope(authorization, verifier.region);
  checkTime(authorization, request.headers, verifier.now);
  const readings = signedReadings(request.headers);
  let first: Computed | undefined;
  for (const address of request.addresses) {
    for (const headers of readings) {
      const computed = compute(request, headers, address, authorization, credentials, verifier);
      if (sameSignature(computed.signature, authorization.signature)) return { address, signed: true };
      first ??= computed;
    }
  }
  throw mismatch(authorization, first);
}

function likeliest(addresses: Iterable<Address>): Address {
  for (const address of addresses) return address;
  return { style: 'path' };
}

function knownCredentials(accessKeyId: string, request: RequestToVerify, verifier: Verifier): Credentials {
  const credentials = verifier.credentials(accessKeyId);
  if (credentials === undefined) {
    throw new WireFault('InvalidAccessKeyId', { elements: [['OSSAccessKeyId', accessKeyId]] });
  }
  const token = securityToken(request);
  if (token === undefined && credentials.securityToken === undefined) return credentials;
  if (sameSecret(token ?? '', credentials.securityToken ?? '')) return credentials;
  throw new WireFault('InvalidSecurityToken', {
    message:
      token === undefined
        ? 'These are temporary credentials: send their security token in x-oss-security-token.'
        : 'The security token you provided does not belong to this access key id.',
  });
}

function securityToken({ headers, query }: RequestToVerify): string | undefined {
  const params = new Map(query);
  const tokens = [
    headers['x-oss-security-token'],
    params.get('x-oss-security-token'),
    params.get('security-token'),
  ].filter((token) => token !== undefined);
  if (tokens.length <= 1) return tokens[0];
  throw new WireFault('InvalidArgument', {
    message: 'Send the security token in the header x-oss-security-token or in the query, not in both.',
    ec: '0002-00000010',
  });
}

function checkScope(authorization: Authorization, region: string): void {
  if (authorization.version !== 'V4') return;
  const { scope, expiresIn } = authorization;
  // Clients of a Cloud Box sign with its id instead of the region.
  if (scope.product === 'oss-cloudbox') return;
  if (scope.product !== 'oss') {
    throw new WireFault('InvalidArgument', {
      message: `Invalid signing product in the credential: this is oss, not ${scope.product}.`,
    });
  }
  if (scope.region === region) return;
  // The tests of the OSS Python SDK contain both messages.
  throw new WireFault('InvalidArgument', {
    ...(expiresIn === undefined
      ? { message: 'Invalid signing region in Authorization header.', ec: '0002-00000226' }
      : { message: 'The signing region in credential is invalid.' }),
    elements: [
      ['SigningRegion', scope.region],
      ['ExpectedRegion', region],
    ],
  });
}

function compute(
  { method, query }: RequestToVerify,
  headers: RequestToVerify['headers'],
  { bucket, key }: Address,
  authorization: Exclude<Authorization, { version: 'none' }>,
  { accessKeySecret }: Credentials,
  verifier: Verifier,
): Computed {
  const signable: SignableRequest = {
    method,
    query: query.filter(([name]) => name !== 'x-oss-signature'),
    headers,
    ...defined({ bucket, key }),
  };
  if (authorization.version === 'V1') {
    const { expires } = authorization;
    return signV1(signable, { accessKeySecret, ...(expires === undefined ? {} : { expires }) });
  }
  return signV4(signable, {
    dateTime: authorization.dateTime,
    scope: authorization.scope,
    signingKey: verifier.signingKey(accessKeySecret, authorization.scope),
    additionalHeaders: authorization.additionalHeaders,
  });
}

function mismatch(
  authorization: Exclude<Authorization, { version: 'none' }>,
  computed: Computed | undefined,
): WireFault {
  const stringToSign = computed?.stringToSign ?? '';
  const elements: XmlNode[] = [
    ['OSSAccessKeyId', authorization.accessKeyId],
    ['SignatureProvided', authorization.signature],
    ['StringToSign', stringToSign],
    [
      'StringToSignBytes',
      Buffer.from(stringToSign)
        .toString('hex')
        .toUpperCase()
        .replace(/(..)(?=.)/g, '$1 '),
    ],
    ['CanonicalRequest', computed?.canonicalRequest],
  ];
  return new WireFault('SignatureDoesNotMatch', { elements });
}
