import { signV1 } from '../../../oss-wire/sign-v1.ts';
import type { Authorize } from '../client/open-sender.ts';

/**
 * Header form of V1, for stores and accounts that do not take V4 yet: adds date, x-oss-security-token (STS) and
 * authorization. Source: OSS, "Include a V1 signature in the Authorization header".
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
