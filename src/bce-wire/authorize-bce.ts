import { AutoaliasError } from '../autoalias-error.ts';
import { defined } from '../defined.ts';
import type { Credentials } from '../oss-wire/credentials.ts';
import type { QueryPair } from '../oss-wire/signable-request.ts';
import { type BceRequest, bceTime, signBce } from './bce-auth.ts';
import { BCE_HEADERS } from './bce-names.ts';

export interface AuthorizingBce {
  readonly credentials: Credentials;
  /** Unix milliseconds. */
  readonly now: number;
}

/**
 * Signs in headers: adds `x-bce-date`, `authorization` and, with STS, `x-bce-security-token`. `host` must be in the headers,
 * and `content-length` too if a body is sent. The signature covers both, and all `x-bce-` headers.
 */
export function authorizeBce(request: BceRequest, { credentials, now }: AuthorizingBce): Record<string, string> {
  const headers: Record<string, string> = {
    ...request.headers,
    // It wins over `Date` (https://intl.cloud.baidu.com/doc/IAM/s/yjwvyc7z1-en).
    [BCE_HEADERS.date]: bceTime(now),
    ...defined({ [BCE_HEADERS.securityToken]: credentials.securityToken }),
  };
  return { ...headers, authorization: signBce({ ...request, headers }, { credentials, now }) };
}

export interface PresigningBce extends AuthorizingBce {
  /** Whole seconds, 1 or more. */
  readonly expiresIn: number;
}

/**
 * Signs in the query, for a URL that works without credentials until it expires. The user of the URL must send the headers
 * of the request that are signed, with the same values. Returns the complete query.
 * Source: generatePresignedUrl of bce-sdk-js, which also puts the token of STS into the query.
 */
export function presignBce(request: BceRequest, { credentials, now, expiresIn }: PresigningBce): readonly QueryPair[] {
  if (!Number.isInteger(expiresIn) || expiresIn < 1) {
    throw new AutoaliasError(
      'request-malformed',
      `presigned URL: cannot expire after ${expiresIn} seconds; write a whole number of seconds, 1 or more`,
    );
  }
  const token = credentials.securityToken;
  const query: readonly QueryPair[] =
    token === undefined ? request.query : [...request.query, [BCE_HEADERS.securityToken, token]];
  const authorization = signBce({ ...request, query }, { credentials, now, expirySeconds: expiresIn });
  return [...query, ['authorization', authorization]];
}
