import { expect, test } from 'vitest';
import { limitedBody, MOST_OBJECT_BYTES } from '../../../../src/local/server/request/limited-body.ts';

async function* chunks(...sizes: readonly number[]) {
  for (const size of sizes) yield new Uint8Array(size);
}

async function read(most: number | undefined, ...sizes: readonly number[]): Promise<number> {
  let size = 0;
  for await (const chunk of limitedBody(chunks(...sizes), () => new Error('too large'), most)) size += chunk.length;
  return size;
}

test('passes on a body up to the limit', async () => {
  expect(await read(5, 2, 3)).toBe(5);
  expect(await read(undefined, 2, 3)).toBe(5);
  expect(MOST_OBJECT_BYTES).toBe(5_368_709_120);
});

test('throws after one more byte', async () => {
  await expect(read(5, 2, 3, 1)).rejects.toThrow('too large');
});
