import { createHmac } from 'node:crypto';
import type { SignableRequest } from './signable-request.ts';
import { additionalHeaders } from './v4/additional-headers.ts';
import { canonicalRequest } from './v4/canonical-request.ts';
import type { CredentialScope } from './v4/credential-scope.ts';
import { stringToSign } from './v4/string-to-sign.ts';

export interface SigningV4 {
  /** `x-oss-date` from the header or the query, or, for a header signature without it, the text of `Date`. */
  readonly dateTime: string;
  readonly scope: CredentialScope;
  /** From signingKey() with the same scope. */
  readonly signingKey: Buffer;
  /** Names of headers to sign beyond the default ones, in any case and order. */
  readonly additionalHeaders?: readonly string[];
}

/** A V4 signature with every text on the way to it, so that a refusal can show where two sides differ. */
export interface SignatureV4 {
  readonly additionalHeaders: readonly string[];
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  /** Lower-case hex. */
  readonly signature: string;
}

/**
 * Signs a request as it is, with its `x-oss-date` and all other parameters already in headers (header form) or query
 * (presigned form, without `x-oss-signature`). A server recomputes a signature with the same call.
 * Source: OSS, "Include signatures in the Authorization header (V4)" and "Include V4 signatures in a URL".
 */
export function signV4(request: SignableRequest, signing: SigningV4): SignatureV4 {
  const additional = additionalHeaders(request.headers, signing.additionalHeaders ?? []);
  const canonical = canonicalRequest(request, additional);
  const toSign = stringToSign(signing.dateTime, signing.scope, canonical);
  return {
    additionalHeaders: additional,
    canonicalRequest: canonical,
    stringToSign: toSign,
    signature: createHmac('sha256', signing.signingKey).update(toSign).digest('hex'),
  };
}
