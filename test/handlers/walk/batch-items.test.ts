import { expect, test } from 'vitest';
import { type BegunItem, inBatches, nameOf } from '../../../src/handlers/walk/batch-items.ts';
import { createWalkProgress, walkAliases } from '../../../src/handlers/walk/walk-aliases.ts';
import { handlerWorld } from '../handler-world.ts';

async function* begun(keys: readonly string[]): AsyncGenerator<BegunItem> {
  const world = handlerWorld();
  await world.put(...keys);
  for await (const item of walkAliases(world.context, {}, createWalkProgress())) {
    if (item.kind === 'alias') yield { item, end: () => {} };
  }
}

test('aliases with one prefix are in one batch, and those of the next prefix in another', async () => {
  const keys = ['releases/a/1.0.0/f', 'releases/a/2.0.0/f', 'releases/b/1.0.0/f'];
  const batches: string[] = [];
  for await (const batch of inBatches(begun(keys)))
    batches.push(
      batch
        .map(({ item }) => nameOf(item))
        .sort()
        .join(' '),
    );
  expect(batches).toEqual([
    'releases/a/latest/f releases/a/v1/f releases/a/v2/f',
    'releases/b/latest/f releases/b/v1/f',
  ]);
});

test('without items, there is no batch', async () => {
  for await (const batch of inBatches(begun([]))) expect(batch).toBe('nothing');
});
