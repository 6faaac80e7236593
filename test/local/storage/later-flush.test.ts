import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createLaterFlush } from '../../../src/local/storage/later-flush.ts';

/** Flushes that the test ends. */
function manual() {
  const ends: ((error?: Error) => void)[] = [];
  const waiting: (() => void)[] = [];
  const flush = () =>
    new Promise<void>((resolve, reject) => {
      ends.push((error) => (error ? reject(error) : resolve()));
      waiting.shift()?.();
    });
  const begun = async (count: number): Promise<void> => {
    while (ends.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  return { flush, ends, begun };
}

function never(error: unknown): void {
  expect.unreachable(String(error));
}

test('many writes share a flush, and one that comes meanwhile asks for another', async () => {
  const { flush, ends, begun } = manual();
  const writes = createLaterFlush({ flush, delay: 1, trouble: never });
  for (let i = 0; i < 100; i++) writes.later();
  expect(ends).toHaveLength(0);
  await begun(1);
  writes.later();
  await sleep(20);
  // Not before the first has ended.
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await begun(2);
  ends[1]?.();
});

test('close waits for the flush that runs, and makes the last one', async () => {
  const { flush, ends, begun } = manual();
  const writes = createLaterFlush({ flush, delay: 1, trouble: never });
  writes.later();
  await begun(1);
  writes.later();
  let closed = false;
  const closing = writes.close().then(() => {
    closed = true;
  });
  ends[0]?.();
  await begun(2);
  expect(closed).toBe(false);
  ends[1]?.();
  await closing;
  await sleep(20);
  expect(ends).toHaveLength(2);
});

test('close flushes what waits for its delay', async () => {
  let flushed = 0;
  const writes = createLaterFlush({ flush: async () => void flushed++, delay: 60_000, trouble: never });
  writes.later();
  await writes.close();
  expect(flushed).toBe(1);
});

test('a failed flush is reported, and the next write starts another; if the last one fails, close rejects', async () => {
  const { flush, ends, begun } = manual();
  const told: unknown[] = [];
  const writes = createLaterFlush({ flush, delay: 1, trouble: (error) => told.push(error) });
  writes.later();
  await begun(1);
  ends[0]?.(new Error('EIO'));
  await sleep(5);
  writes.later();
  await begun(2);
  expect(told).toMatchObject([{ message: 'EIO' }]);
  ends[1]?.();
  const closing = writes.close();
  await begun(3);
  ends[2]?.(new Error('ENOSPC'));
  await expect(closing).rejects.toThrow('ENOSPC');
});
