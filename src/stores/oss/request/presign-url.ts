import { AutoaliasError } from '../../../autoalias-error.ts';
import type { Credentials } from '../../../oss-wire/credentials.ts';
import { headerList } from '../../../oss-wire/header-list.ts';
import { queryString } from '../../../oss-wire/percent-encoding.ts';
import {
  additionalHeaders,
  credentialScope,
  dateTime,
  type SignatureV4,
  signingKey,
  signV4,
} from '../../../oss-wire/sign-v4.ts';
import type { QueryPair, SignableRequest } from '../../../oss-wire/signable-request.ts';
import type { AddressOptions } from '../../http/address.ts';
import { address } from './address.ts';

export interface PresignUrl extends AddressOptions, PresigningV4 {
  readonly method: 'GET' | 'HEAD' | 'PUT';
  readonly key: string;
  /** Additional parameters, such as `versionId` or `response-content-type`. */
  readonly query?: readonly QueryPair[];
  /** The user of the URL must send the signed ones (content-type, x-oss-…) with the same values. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A URL that works without credentials until it expires, for example in a browser (OSS, "Include V4 signatures in a URL"). */
export function presignUrl(options: PresignUrl): string {
  const { bucket, key, method, query = [], headers = {} } = options;
  const { origin, pathOf } = address(options);
  const signed = presignV4({ method, bucket, key, query, headers }, options);
  return `${origin}${pathOf(key)}?${queryString(signed.query)}`;
}

export interface PresigningV4 {
  readonly credentials: Credentials;
  readonly region: string;
  /** Default `oss`. */
  readonly product?: string;
  /** Unix milliseconds. */
  readonly now: number;
  /** Whole seconds, 1 to 604,800 (seven days). */
  readonly expiresIn: number;
  readonly additionalHeaders?: readonly string[];
}

/** The complete query of a presigned request with its signature, and the stages of the signature. */
export interface PresignedV4 extends SignatureV4 {
  readonly query: readonly QueryPair[];
}

/** Signs with version 4 in the query. The user of the URL must send the signed headers unchanged. */
export function presignV4(request: SignableRequest, how: PresigningV4): PresignedV4 {
  if (!Number.isInteger(how.expiresIn) || how.expiresIn < 1 || how.expiresIn > 604_800) {
    throw new AutoaliasError(
      'request-malformed',
      `presigned URL: cannot expire after ${how.expiresIn} seconds; OSS accepts whole seconds from 1 to 604800 (7 days)`,
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
  const additional = additionalHeaders(headerList(request.headers), how.additionalHeaders ?? []).join(';');
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
