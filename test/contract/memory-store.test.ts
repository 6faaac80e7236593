import { BOS_DIALECT } from '../../src/bucket/dialects/bos-dialect.ts';
import { createMemoryStore } from '../../src/stores/memory/memory-store.ts';
import { BOS_CAPABILITIES, OSS_CAPABILITIES } from '../../src/stores/store-capabilities.ts';
import { BOS_KEYS } from './odd-keys.ts';
import { describeStore, OSS_TRAITS } from './store-suite.ts';

describeStore('the memory store', {
  capabilities: OSS_CAPABILITIES,
  traits: OSS_TRAITS,
  open: async (versioning) => {
    const store = createMemoryStore({ versioning });
    return { store, close: () => store.close() };
  },
});

describeStore('the memory store with the capabilities of BOS', {
  capabilities: BOS_CAPABILITIES,
  traits: { ...OSS_TRAITS, keys: BOS_KEYS },
  open: async (versioning) => {
    const store = createMemoryStore({ versioning, capabilities: BOS_CAPABILITIES, dialect: BOS_DIALECT });
    return { store, close: () => store.close() };
  },
});
