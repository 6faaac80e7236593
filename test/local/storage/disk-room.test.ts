import { describe, expect, test } from 'vitest';
import { createDiskRoom, type Purpose } from '../../../src/local/storage/disk-room.ts';

const MEGABYTE = 1024 * 1024;

function world(megabytes: number, inTable = 0) {
  const state = { free: megabytes * MEGABYTE, now: 0, looks: 0 };
  const room = createDiskRoom({
    free: () => {
      state.looks++;
      return state.free;
    },
    reusable: () => inTable * MEGABYTE,
    now: () => state.now,
  });
  return { state, room };
}

const PURPOSES: readonly Purpose[] = ['body', 'small-body', 'record', 'reclaim'];

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

  const TABLE: readonly Purpose[] = ['small-body', 'record', 'reclaim'];
  test.each<[number, number, readonly Purpose[]]>([
    [63, 1000, TABLE],
    [40, 24, TABLE],
    [40, 23.9, ['record', 'reclaim']],
    [20, 11.9, ['reclaim']],
    [20, 12, ['record', 'reclaim']],
    [16, 48, TABLE],
    [15.9, 1000, ['record', 'reclaim']],
    [8, 24, ['record', 'reclaim']],
    [7.9, 1000, ['reclaim']],
    [3.9, 1000, []],
  ])('%d MB on the disk and %d in the table are room for %j', (megabytes, inTable, purposes) => {
    const { room } = world(megabytes, inTable);
    expect(PURPOSES.filter((purpose) => room.refusal(purpose) === undefined)).toEqual(purposes);
    expect(room.isTight()).toBe(true);
  });

  const NEEDS = 'Uploads need 64 MB free, other writes 32, deletions 4.';
  test.each<[Purpose, number, number, string]>([
    [
      'record',
      30.9,
      0.9,
      `The disk of the store has 30 MB left. ${NEEDS} Reads always work. Delete objects, or free space on that disk.`,
    ],
    [
      'small-body',
      40,
      3,
      `The disk of the store has 40 MB left, and its table can reuse 3 MB. ${NEEDS} Reads always work. ` +
        'Delete objects, or free space on that disk.',
    ],
    [
      'body',
      40,
      0,
      `The disk of the store has 40 MB left. ${NEEDS} Reads always work. ` +
        'Delete objects of more than 4000 bytes, or free space on that disk.',
    ],
    [
      'small-body',
      15,
      90,
      `The disk of the store has 15 MB left, and its table can reuse 90 MB. ${NEEDS} ` +
        'This request needs 16 MB on the disk itself. Reads always work. ' +
        'Delete objects of more than 4000 bytes, or free space on that disk.',
    ],
    ['reclaim', 3.9, 0, `The disk of the store has 3 MB left. ${NEEDS} Reads always work. Free space on that disk.`],
  ])(
    'a refused %s with %d MB on the disk and %d in the table names a solution',
    (purpose, megabytes, inTable, message) => {
      expect(world(megabytes, inTable).room.refusal(purpose)).toMatchObject({
        name: 'DiskFull',
        code: 'store-refused',
        message,
      });
    },
  );

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
