import { AutoaliasError } from '../../../autoalias-error.ts';
import type { Credentials } from '../../../oss-wire/credentials.ts';
import {
  additionalHeaders,
  credentialScope,
  dateTime,
  type SignatureV4,
  signingKey,
  signV4,
} from '../../../oss-wire/sign-v4.ts';
import type { QueryPair, SignableRequest } from '../../../oss-wire/signable-request.ts';

export interface PresigningV4 {
  readonly credentials: Credentials;
  readonly region: string;
  /** Default `oss`. */
  readonly product?: string;
  /** Unix milliseconds. */
  readonly now: number;
  /** Whole seconds, 1 to 604,800 (seven days), the limit of OSS. */
  readonly expiresIn: number;
  readonly additionalHeaders?: readonly string[];
}

/** The whole query of a presigned request, signature included, and the signature's stages. */
export interface PresignedV4 extends SignatureV4 {
  readonly query: readonly QueryPair[];
}

/** Presigned form of V4. The headers of the request that are signed must be sent exactly so by whoever uses it. */
export function presignV4(request: SignableRequest, how: PresigningV4): PresignedV4 {
  if (!Number.isInteger(how.expiresIn) || how.expiresIn < 1 || how.expiresIn > 604_800) {
    throw new AutoaliasError(
      'request-malformed',
      `presigned URL: cannot expire after ${how.expiresIn} seconds; OSS takes whole seconds from 1 to 604800 (7 days)`,
    );
  }
  const at = dateTime(how.now);
  const scope = { date: at.slice(0, 8), region: how.region, product: how.product ?? 'oss' };
  const unsigned: QueryPair[] = [...request.query, ...parameters(request, how, at, credentialScope(scope))];
  const signed = signV4(
    { ...request, query: unsigned },
    {
      dateTime: at,
      scope,
      signingKey: signingKey(how.credentials.accessKeySecret, scope),
      additionalHeaders: how.additionalHeaders ?? [],
    },
  );
  return { ...signed, query: [...unsigned, ['x-oss-signature', signed.signature]] };
}

function parameters(request: SignableRequest, how: PresigningV4, at: string, scope: string): QueryPair[] {
  const additional = additionalHeaders(request.headers, how.additionalHeaders ?? []).join(';');
  const { accessKeyId, securityToken } = how.credentials;
  return [
    ['x-oss-signature-version', 'OSS4-HMAC-SHA256'],
    ['x-oss-credential', `${accessKeyId}/${scope}`],
    ['x-oss-date', at],
    ['x-oss-expires', String(how.expiresIn)],
    ...(additional === '' ? [] : [['x-oss-additional-headers', additional] as const]),
    ...(securityToken === undefined ? [] : [['x-oss-security-token', securityToken] as const]),
  ];
}
