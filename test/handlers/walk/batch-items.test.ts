import { expect, test } from 'vitest';
import { type BegunItem, inBatches, nameOf } from '../../../src/handlers/walk/batch-items.ts';
import { createWalkProgress, walkAliases } from '../../../src/handlers/walk/walk-aliases.ts';
import { handlerWorld } from '../handler-world.ts';

/** @param listed how many objects the walk seems to have listed for each alias */
async function* begun(keys: readonly string[], listed = 1): AsyncGenerator<BegunItem> {
  const world = handlerWorld();
  await world.put(...keys);
  let count = 0;
  for await (const item of walkAliases(world.context, {}, createWalkProgress())) {
    if (item.kind === 'alias') yield { item, listed: ++count * listed, end: () => {} };
  }
}

/** Keys of several prefixes, with two aliases for each version under a prefix, `latest` and its major version. */
function keysOf(prefixes: number, versions: number): readonly string[] {
  return Array.from({ length: prefixes * versions }, (_, i) => {
    const app = 100 + Math.floor(i / versions);
    return `releases/app-${app}/${1 + (i % versions)}.0.0/f`;
  });
}

test.each([
  ['one prefix', keysOf(1, 30), 1, [31]],
  ['a few prefixes', keysOf(2, 2), 1, [6]],
  ['many prefixes: as many aliases as are handled at once', keysOf(20, 1), 1, [16, 16, 8]],
  ['the aliases of the last prefix stay together', keysOf(2, 20), 1, [21, 21]],
  ['large groups', keysOf(3, 1), 20_000, [2, 2, 2]],
  ['a large group', keysOf(1, 3), 20_000, [4]],
])('%s: %#', async (_, keys, listed, expected) => {
  const sizes: number[] = [];
  const found: string[] = [];
  for await (const batch of inBatches(begun(keys, listed))) {
    sizes.push(batch.length);
    found.push(...batch.map(({ item }) => nameOf(item)));
  }
  expect(sizes).toEqual(expected);
  expect(new Set(found).size).toBe(found.length);
});

test('without items, there is no batch', async () => {
  for await (const batch of inBatches(begun([]))) expect(batch).toBe('nothing');
});
