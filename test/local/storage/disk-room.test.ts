import { expect, test } from 'vitest';
import { createDiskRoom } from '../../../src/local/storage/disk-room.ts';

const MEGABYTE = 1024 * 1024;

const world = (megabytes: number) => {
  const state = { free: megabytes * MEGABYTE, now: 0, looks: 0 };
  const check = createDiskRoom({
    directory: '/data',
    free: () => {
      state.looks++;
      return state.free;
    },
    now: () => state.now,
  });
  return { state, check };
};

test.each([64, 65, 1e6])('%d MB are room enough', (megabytes) => {
  expect(world(megabytes).check).not.toThrow();
});

test.each([
  [0, 'has 0 MB left'],
  [63.99, 'has 63 MB left'],
])('%d MB are not', (megabytes, words) => {
  expect(world(megabytes).check).toThrow(
    expect.objectContaining({
      code: 'store-refused',
      message: `the disk of /data ${words}: nothing is written until it has 64; make room there`,
    }),
  );
});

test('it looks again after a moment, and not for every write', () => {
  const { state, check } = world(100);
  for (state.now = 0; state.now < 20; state.now++) check();
  expect(state.looks).toBe(1);
  state.free = 0;
  expect(check).toThrow();
  state.now += 19;
  state.free = 100 * MEGABYTE;
  expect(check).toThrow();
  state.now += 1;
  expect(check).not.toThrow();
  expect(state.looks).toBe(3);
});
