import { defined } from '../../../defined.ts';
import { signV1 } from '../../../oss-wire/sign-v1.ts';
import type { SignableRequest } from '../../../oss-wire/signable-request.ts';
import type { Authorizing } from '../../http/store-protocol.ts';

/**
 * Signs with version 1 in headers, for stores and accounts without version 4: adds `date`, `authorization` and, with
 * STS, `x-oss-security-token`. Only the command line uses it. It has its own file so that the bundles of the functions
 * do not contain it. Source: OSS, "Include a V1 signature in the Authorization header".
 */
export function authorizeV1(
  request: SignableRequest,
  { credentials, now }: Pick<Authorizing, 'credentials' | 'now'>,
): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {
    ...request.headers,
    date: new Date(now).toUTCString(),
    ...defined({ 'x-oss-security-token': credentials.securityToken }),
  };
  const { signature } = signV1({ ...request, headers }, { accessKeySecret: credentials.accessKeySecret });
  return { ...headers, authorization: `OSS ${credentials.accessKeyId}:${signature}` };
}
