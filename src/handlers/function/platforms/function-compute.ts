import { readFunctionContext } from '../function-context.ts';
import type { Platform } from './platform.ts';

/** Function Compute of Alibaba Cloud, with buckets of OSS. */
export const FUNCTION_COMPUTE: Platform = {
  variables: {
    bucket: 'OSS_BUCKET',
    endpoint: 'OSS_ENDPOINT',
    region: 'OSS_REGION',
    credentials: [
      {
        id: 'ALIBABA_CLOUD_ACCESS_KEY_ID',
        secret: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
        token: 'ALIBABA_CLOUD_SECURITY_TOKEN',
      },
      { id: 'OSS_ACCESS_KEY_ID', secret: 'OSS_ACCESS_KEY_SECRET', token: 'OSS_SESSION_TOKEN' },
    ],
  },
  regionExample: 'cn-hangzhou',
  missingCredentials:
    'there are no credentials: the function has no role, and ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET are not set; give the function a role',
  hasTasks: true,
  regionOf: (get) => (get('OSS_REGION') ?? get('FC_REGION'))?.replace(/^oss-/, ''),
  readContext: readFunctionContext,
  // The platform renews the credentials of the role for each invocation.
  credentialsOf: ({ context, environment }) => context ?? environment,
};
