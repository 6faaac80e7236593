import { expect, test } from 'vitest';
import { eachLimited } from '../../src/handlers/each-limited.ts';

test('never works on more than the limit, nor draws ahead of it', async () => {
  let running = 0;
  let most = 0;
  let drawn = 0;
  let done = 0;
  async function* items() {
    for (; drawn < 100; drawn++) yield drawn;
  }
  await eachLimited(items(), 4, async () => {
    running++;
    most = Math.max(most, running);
    expect(drawn - done).toBeLessThanOrEqual(5);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    done++;
  });
  expect([most, done, running]).toEqual([4, 100, 0]);
});

test('a failure ends it after what is under way, and is thrown', async () => {
  const seen: number[] = [];
  await expect(
    eachLimited([1, 2, 3, 4, 5, 6, 7, 8], 2, async (item) => {
      seen.push(item);
      if (item === 2) throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(seen.length).toBeLessThan(8);
});

test('a source that fails ends it after what is under way, and is thrown', async () => {
  let ended = 0;
  async function* items() {
    yield* [1, 2];
    throw new Error('no more');
  }
  await expect(
    eachLimited(items(), 4, async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      ended++;
    }),
  ).rejects.toThrow('no more');
  expect(ended).toBe(2);
});
