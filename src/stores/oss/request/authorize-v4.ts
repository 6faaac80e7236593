import { defined } from '../../../defined.ts';
import type { Credentials } from '../../../oss-wire/credentials.ts';
import {
  type CredentialScope,
  credentialScope,
  dateTime,
  type SignatureV4,
  signingKey,
  signV4,
} from '../../../oss-wire/sign-v4.ts';
import type { SignableRequest } from '../../../oss-wire/signable-request.ts';

export interface AuthorizingV4 {
  readonly credentials: Credentials;
  readonly region: string;
  /** Default `oss`. */
  readonly product?: string;
  /** Unix milliseconds. */
  readonly now: number;
  readonly additionalHeaders?: readonly string[];
  /** Default: signingKey(), which derives the key each time. rememberSigningKey() returns a function that caches it. */
  readonly signingKey?: (accessKeySecret: string, scope: CredentialScope) => Buffer;
}

/** The headers of the signed request, and the stages of the signature. */
export interface AuthorizedV4 extends SignatureV4 {
  readonly headers: Readonly<Record<string, string>>;
}

/** Signs with version 4 in headers: adds `x-oss-date`, `x-oss-content-sha256`, `authorization` and, with STS, `x-oss-security-token`. */
export function authorizeV4(request: SignableRequest, how: AuthorizingV4): AuthorizedV4 {
  const { credentials } = how;
  const at = dateTime(how.now);
  const scope = { date: at.slice(0, 8), region: how.region, product: how.product ?? 'oss' };
  const headers: Record<string, string> = {
    ...request.headers,
    'x-oss-date': at,
    'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
    ...defined({ 'x-oss-security-token': credentials.securityToken }),
  };
  const signed = signV4(
    { ...request, headers },
    {
      dateTime: at,
      scope,
      signingKey: (how.signingKey ?? signingKey)(credentials.accessKeySecret, scope),
      additionalHeaders: how.additionalHeaders ?? [],
    },
  );
  return { ...signed, headers: { ...headers, authorization: authorization(credentials.accessKeyId, scope, signed) } };
}

function authorization(accessKeyId: string, scope: CredentialScope, signed: SignatureV4): string {
  return [
    `OSS4-HMAC-SHA256 Credential=${accessKeyId}/${credentialScope(scope)}`,
    ...(signed.additionalHeaders.length === 0 ? [] : [`AdditionalHeaders=${signed.additionalHeaders.join(';')}`]),
    `Signature=${signed.signature}`,
  ].join(',');
}
