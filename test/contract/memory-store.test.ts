import { createMemoryStore } from '../../src/stores/memory/memory-store.ts';
import { describeStore } from './store-suite.ts';

describeStore('the memory store', async (versioning) => {
  const store = createMemoryStore({ versioning });
  return { store, close: () => store.close() };
});
