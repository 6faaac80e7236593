import { defined } from '../../../defined.ts';
import { createOssStore } from '../../../stores/oss/client/oss-client.ts';
import type { OpenStore } from '../host.ts';

/** Opens a bucket of OSS, through the internal endpoint of its region unless the environment names another. */
export const openOssStore: OpenStore = (options, { endpoint }) =>
  createOssStore({ ...options, internal: true, ...defined({ endpoint }) });
