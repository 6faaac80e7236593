import { expect, it } from 'vitest';
import { isUntouched } from '../../../src/cli/dev/is-untouched.ts';
import { createMemoryStore } from '../../../src/stores/memory/memory-store.ts';

it('is so until the first write, and never again', async () => {
  const store = createMemoryStore();
  expect(await isUntouched(store)).toBe(true);
  await store.send({ operation: 'PutObject', key: 'a', body: Buffer.from('x') });
  expect(await isUntouched(store)).toBe(false);
  await store.send({ operation: 'DeleteObject', key: 'a' });
  expect(await isUntouched(store)).toBe(false);
});
