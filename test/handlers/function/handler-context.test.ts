import { expect, test } from 'vitest';
import { CONCURRENCY, type HandlerContext } from '../../../src/handlers/function/handler-context.ts';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { handleChanges } from '../../../src/handlers/work/handle-changes.ts';
import type { Store } from '../../../src/stores/store.ts';
import { handlerWorld } from '../handler-world.ts';

/** Sixty apps with a release each, and a store that counts the aliases whose link is being read. */
async function countedWorld() {
  const world = handlerWorld();
  const keys = Array.from({ length: 60 }, (_, i) => `releases/app-${i}/1.0.0/f`);
  await world.put(...keys);
  const reading = { now: 0, most: 0 };
  const store: Store = {
    ...world.context.store,
    send: async (request) => {
      if (request.operation === 'GetSymlink') reading.most = Math.max(reading.most, ++reading.now);
      await new Promise(setImmediate);
      const answer = await world.context.store.send(request);
      if (request.operation === 'GetSymlink') reading.now--;
      return answer;
    },
  };
  const context: HandlerContext = { ...world.context, store };
  return { context, keys, reading };
}

test('a batch handles at most CONCURRENCY aliases at once', async () => {
  const { context, keys, reading } = await countedWorld();
  const changes = keys.map((key) => ({ key, cause: { kind: 'apply' as const, key } }));
  expect((await handleChanges(context, changes)).handled).toHaveLength(120);
  expect(reading.most).toBe(CONCURRENCY);
});

test('so does a sweep', async () => {
  const { context, reading } = await countedWorld();
  expect(await sweep(context, { kind: 'sweep' })).toMatchObject({ aliases: 120, actions: { pointed: 120 } });
  expect(reading.most).toBe(CONCURRENCY);
});
