import { expect, test } from 'vitest';
import { sleep } from '../../../src/handlers/wait/sleep.ts';

test('ends after its time', async () => {
  await expect(sleep(1, new AbortController().signal)).resolves.toBeUndefined();
});

test.each([
  ['before it begins', (abort: () => void) => abort()],
  ['while it lasts', (abort: () => void) => queueMicrotask(abort)],
])('ends when the signal is aborted %s', async (_, start) => {
  const controller = new AbortController();
  start(() => controller.abort());
  // The test would run into its own limit if the sleep lasted.
  await expect(sleep(2 ** 30, controller.signal)).resolves.toBeUndefined();
});
