import { createOssStore } from '../../src/stores/oss/client/oss-client.ts';
import { OSS_CAPABILITIES } from '../../src/stores/store-capabilities.ts';
import { localCredentials, openLocalOss } from './local-oss.ts';
import { describeStore, OSS_TRAITS } from './store-suite.ts';

describeStore('the OSS client against the local OSS', {
  capabilities: OSS_CAPABILITIES,
  traits: OSS_TRAITS,
  open: async (versioning) => {
    const server = await openLocalOss(versioning);
    const store = createOssStore({
      endpoint: server.endpoint,
      region: 'cn-hangzhou',
      bucket: 'demo',
      credentials: () => localCredentials,
      // Refusals must not be retried: a retry would hide an answer that was wrong the first time.
      sleep: () => Promise.reject(new Error('the local OSS returned an answer that the client retries')),
    });
    return {
      store,
      close: async () => {
        await store.close();
        await server.close();
      },
    };
  },
});
