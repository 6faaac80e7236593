import { expect, test } from 'vitest';
import { refuseFolder } from '../../../src/handlers/past/refuse-folder.ts';
import { createMemoryStore } from '../../../src/stores/memory/memory-store.ts';

const store = createMemoryStore({ versioning: 'Enabled' });
await store.send({ operation: 'PutObject', key: 'both', body: new Uint8Array(1) });
await store.send({ operation: 'PutObject', key: 'both/f', body: new Uint8Array(1) });
await store.send({ operation: 'PutObject', key: 'r/a/f', body: new Uint8Array(1) });
await store.send({ operation: 'PutObject', key: 'old/f', body: new Uint8Array(1) });
await store.send({ operation: 'DeleteObject', key: 'old/f' });

test.each(['r', 'r/a', 'old'])('%s is refused, because keys are below it', async (key) => {
  await expect(refuseFolder(store, key)).rejects.toMatchObject({
    code: 'usage',
    message: `the bucket has no version of ${key}; did you mean the prefix ${key}/`,
  });
});

test.each(['r/a/f', 'r/', 'x', 'r/a/g', 'both'])('%s is not', async (key) => {
  await expect(refuseFolder(store, key)).resolves.toBeUndefined();
});
