import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { mapOrdered } from '../../src/handlers/map-ordered.ts';

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

test.each([
  [0, 4],
  [1, 4],
  [4, 4],
  [9, 4],
  [9, 1],
])('%i results in the order of the items, %i at once', async (count, limit) => {
  const items = Array.from({ length: count }, (_, i) => i);
  let running = 0;
  let most = 0;
  const work = async (i: number) => {
    most = Math.max(most, ++running);
    for (let turns = (i * 7) % 5; turns > 0; turns--) await turn();
    running--;
    return i * 10;
  };
  expect(await collect(mapOrdered(items, limit, work))).toEqual(items.map((i) => i * 10));
  expect(most).toBeLessThanOrEqual(limit);
});

test('items are drawn no further ahead than the limit, however slow the reader', async () => {
  let drawn = 0;
  const endless = (function* () {
    for (;;) yield drawn++;
  })();
  const results = mapOrdered(endless, 3, async (i) => i);
  for (let i = 0; i < 10; i++) await results.next();
  await turn();
  expect(drawn).toBeLessThanOrEqual(10 + 3);
  await results.return(undefined);
});

describe('what fails', () => {
  test('is thrown in its turn, after the results before it, and nothing goes on behind it', async () => {
    const seen: number[] = [];
    let running = 0;
    const failing = async (i: number) => {
      running++;
      await turn();
      if (i !== 2) for (let turns = 5; turns > 0; turns--) await turn();
      running--;
      if (i === 2) throw new Error('two');
      return i;
    };
    const run = async () => {
      for await (const i of mapOrdered([0, 1, 2, 3, 4, 5], 3, failing)) seen.push(i);
    };
    await expect(run()).rejects.toThrow('two');
    expect([seen, running]).toEqual([[0, 1], 0]);
  });

  test('so is a source that ends badly', async () => {
    const source = (function* () {
      yield 1;
      throw new Error('listing');
    })();
    await expect(collect(mapOrdered(source, 3, async (i) => i))).rejects.toThrow('listing');
  });
});
