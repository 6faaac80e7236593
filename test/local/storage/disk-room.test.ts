import { describe, expect, test } from 'vitest';
import { createDiskRoom, type Purpose } from '../../../src/local/storage/disk-room.ts';

const MEGABYTE = 1024 * 1024;

function world(megabytes: number) {
  const state = { free: megabytes * MEGABYTE, now: 0, looks: 0 };
  const room = createDiskRoom({
    free: () => {
      state.looks++;
      return state.free;
    },
    now: () => state.now,
  });
  return { state, room };
}

const PURPOSES: readonly Purpose[] = ['body', 'record', 'reclaim'];

describe('createDiskRoom', () => {
  test.each<[number, readonly Purpose[]]>([
    [1e6, PURPOSES],
    [64, PURPOSES],
    [63.9, ['record', 'reclaim']],
    [32, ['record', 'reclaim']],
    [31.9, ['reclaim']],
    [4, ['reclaim']],
    [3.9, []],
    [0, []],
  ])('%d MB are room for %j', (megabytes, purposes) => {
    const { room } = world(megabytes);
    expect(PURPOSES.filter((purpose) => room.refusal(purpose) === undefined)).toEqual(purposes);
    expect(room.isTight()).toBe(megabytes < 64);
  });

  test('the refusal names the free space, the operations that still work, and the solution', () => {
    expect(world(31.9).room.refusal('record')).toMatchObject({
      name: 'DiskFull',
      code: 'store-refused',
      message:
        'The disk of the store has 31 MB left. Uploads need 64 MB free, other writes 32, deletions 4. Reads always work. ' +
        'Delete objects, or free space on that disk.',
    });
  });

  test('checks the disk now and then, and near the limits before every write', () => {
    const { state, room } = world(100);
    for (state.now = 0; state.now < 20; state.now++) room.refusal('body');
    expect(state.looks).toBe(1);
    state.free = 0;
    expect(room.refusal('body')).toBeDefined();
    state.free = 100 * MEGABYTE;
    expect(room.refusal('body')).toBeUndefined();
    expect(state.looks).toBe(3);
  });
});
