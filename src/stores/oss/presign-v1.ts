import type { Credentials } from './credentials.ts';
import { signV1 } from './sign-v1.ts';
import type { QueryPair, SignableRequest } from './signable-request.ts';

/** Presigned form of V1: the whole query. `expires` is the Unix second up to which it may be used. */
export const presignV1 = (
  request: SignableRequest,
  { credentials, expires }: { readonly credentials: Credentials; readonly expires: number },
): readonly QueryPair[] => {
  const { accessKeyId, accessKeySecret, securityToken } = credentials;
  const query: QueryPair[] =
    securityToken === undefined ? [...request.query] : [...request.query, ['security-token', securityToken]];
  const { signature } = signV1({ ...request, query }, { accessKeySecret, expires: String(expires) });
  return [['Expires', String(expires)], ['OSSAccessKeyId', accessKeyId], ['Signature', signature], ...query];
};
