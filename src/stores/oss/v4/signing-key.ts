import { createHmac } from 'node:crypto';
import type { CredentialScope } from './credential-scope.ts';

/** The key of one day, region and product, derived from the secret. It may be kept for as long as its scope is used. */
export function signingKey(accessKeySecret: string, scope: CredentialScope): Buffer {
  return [scope.date, scope.region, scope.product, 'aliyun_v4_request'].reduce(
    (key, part) => createHmac('sha256', key).update(part).digest(),
    Buffer.from(`aliyun_v4${accessKeySecret}`),
  );
}
