import { signV1 } from '../../../oss-wire/sign-v1.ts';
import type { Authorize } from '../client/open-sender.ts';

/**
 * Signs with version 1 in headers, for stores and accounts without version 4: adds `date`, `authorization` and, with STS,
 * `x-oss-security-token`. Only the command line uses it; in a file of its own it stays out of the functions.
 * Source: OSS, "Include a V1 signature in the Authorization header".
 */
export const authorizeV1: Authorize = (request, { credentials, now }) => {
  const headers: Record<string, string> = {
    ...request.headers,
    date: new Date(now).toUTCString(),
    ...(credentials.securityToken === undefined ? {} : { 'x-oss-security-token': credentials.securityToken }),
  };
  const { signature } = signV1({ ...request, headers }, { accessKeySecret: credentials.accessKeySecret });
  return { ...headers, authorization: `OSS ${credentials.accessKeyId}:${signature}` };
};
