import { expect, it } from 'vitest';
import { listLinks } from '../../../src/cli/dev/list-links.ts';
import { createMemoryStore } from '../../../src/stores/memory/memory-store.ts';

it('lists every link under a prefix, over pages, and nothing else', async () => {
  const store = createMemoryStore();
  const names = Array.from({ length: 1100 }, (_, i) => `a/${String(i).padStart(4, '0')}`);
  await store.send({ operation: 'PutObject', key: 'a/object', body: Buffer.from('x') });
  for (const key of names) await store.send({ operation: 'PutSymlink', key, target: 'a/object' });
  await store.send({ operation: 'PutSymlink', key: 'b/link', target: 'a/object' });
  expect(await listLinks(store, 'a/')).toEqual(names.map((key) => ({ key, target: 'a/object' })));
  expect(await listLinks(store, 'c/')).toEqual([]);
});
