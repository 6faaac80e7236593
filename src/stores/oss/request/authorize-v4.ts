import type { Credentials } from '../../../oss-wire/credentials.ts';
import { type HeaderList, headerList } from '../../../oss-wire/header-list.ts';
import { headerLatin1 } from '../../../oss-wire/header-text.ts';
import { hmacSha256 } from '../../../oss-wire/sha256.ts';
import {
  credentialScope,
  dateTime,
  type SharedV4,
  type SignatureV4,
  signedByDefault,
  signHeadersV4,
  signingKey,
  stringToSignHead,
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
  /** Default: signingMoment(), which computes it each time. rememberSigningMoment() returns a function that caches it. */
  readonly moment?: typeof signingMoment;
}

/** The headers of the signed request, and the stages of the signature. */
export interface AuthorizedV4 extends SignatureV4 {
  readonly headers: HeaderList;
}

/** Signs with version 4 in headers: adds `x-oss-date`, `x-oss-content-sha256`, `authorization` and, with STS, `x-oss-security-token`. */
export function authorizeV4(request: SignableRequest, how: AuthorizingV4): AuthorizedV4 {
  const { securityToken } = how.credentials;
  const moment = (how.moment ?? signingMoment)(how);
  const added = ['x-oss-content-sha256', 'UNSIGNED-PAYLOAD', 'x-oss-date', moment.dateTime];
  if (securityToken !== undefined) added.push('x-oss-security-token', securityToken);
  const headers = headerList(request.headers, added);
  const signed = signHeadersV4(request, headers, how.additionalHeaders, moment);
  for (let at = 0; at < headers.length; at += 2) {
    // Most requests are ASCII, so that only the values that are not signed have to be looked at.
    if (signed.isAscii && signedByDefault(headers[at] ?? '')) continue;
    headers[at + 1] = headerLatin1(headers[at + 1] ?? '');
  }
  const { additionalHeaders, canonicalRequest, isAscii, stringToSign, signature } = signed;
  const named = additionalHeaders.length === 0 ? '' : `AdditionalHeaders=${additionalHeaders.join(';')},`;
  headers.push('authorization', `${moment.credential}${named}Signature=${signature}`);
  return { headers, additionalHeaders, canonicalRequest, isAscii, stringToSign, signature };
}

/** What all requests share that one pair of keys signs in one second. */
export interface SigningMoment extends SharedV4 {
  /** The value of `x-oss-date`. */
  readonly dateTime: string;
  /** The start of `authorization`. */
  readonly credential: string;
}

type Moment = Pick<AuthorizingV4, 'credentials' | 'now' | 'region' | 'product'>;

export function signingMoment({
  credentials: { accessKeyId, accessKeySecret },
  now,
  region,
  product = 'oss',
}: Moment): SigningMoment {
  const at = dateTime(now);
  const scope = { date: at.slice(0, 8), region, product };
  return {
    dateTime: at,
    head: stringToSignHead(at, scope),
    hmac: hmacSha256(signingKey(accessKeySecret, scope)),
    credential: ['OSS4-HMAC-SHA256 Credential=', accessKeyId, '/', credentialScope(scope), ','].join(''),
  };
}

/** Returns a signingMoment() that caches its last result. Region and product must always be the same. */
export function rememberSigningMoment(): typeof signingMoment {
  let last: { readonly second: number; readonly id: string; readonly secret: string; readonly moment: SigningMoment };
  return (how) => {
    const { accessKeyId: id, accessKeySecret: secret } = how.credentials;
    const second = Math.floor(how.now / 1000);
    if (last?.second !== second || last.id !== id || last.secret !== secret) {
      last = { second, id, secret, moment: signingMoment(how) };
    }
    return last.moment;
  };
}
