import { DiskFull } from './disk-full.ts';

export interface DiskRoomParts {
  /** Free bytes on the disk. */
  readonly free: () => number;
  /** Milliseconds. */
  readonly now: () => number;
}

/**
 * The purpose of a write. `body`: the bytes of an object. `record`: everything else that adds to the table. `reclaim`: a
 * deletion, or the outcome of a delivery.
 */
export type Purpose = 'body' | 'record' | 'reclaim';

export interface DiskRoom {
  /** The error if there is too little space for this purpose, or undefined. */
  refusal(purpose: Purpose): DiskFull | undefined;
  /** Whether at least one purpose is refused. Transactions then have to be small. */
  isTight(): boolean;
}

const MEGABYTE = 1024 * 1024;

/**
 * Megabytes that must be free. Uploads are refused first. Links and tags still work with less space, so that aliases
 * still move. Deletions work longest, because they free space.
 */
const LEAST: Readonly<Record<Purpose, number>> = { body: 64, record: 32, reclaim: 4 };
const LOOK_AGAIN_MS = 20;

/**
 * Checks the free disk space before each write. lmdb must not run out of space: if one of its writes fails, it copies the
 * reason into a buffer that is too short (mdb_page_flush in lmdb-js 3.5), which sooner or later ends the process. Reads
 * always work, and writes work again once there is space.
 */
export function createDiskRoom({ free, now }: DiskRoomParts): DiskRoom {
  let looked = Number.NEGATIVE_INFINITY;
  let left = 0;
  const megabytes = (): number => {
    // Far from the limits it is enough to ask now and then.
    if (left < LEAST.body * MEGABYTE || now() - looked >= LOOK_AGAIN_MS) {
      left = free();
      looked = now();
    }
    return left / MEGABYTE;
  };
  return {
    refusal: (purpose) => {
      const found = megabytes();
      return found >= LEAST[purpose] ? undefined : new DiskFull(tooLittle(Math.floor(found)));
    },
    isTight: () => megabytes() < LEAST.body,
  };
}

function tooLittle(megabytes: number): string {
  return (
    `The disk of the store has ${megabytes} MB left. Uploads need ${LEAST.body} MB free, other writes ${LEAST.record}, ` +
    `deletions ${LEAST.reclaim}. Reads always work. Delete objects, or free space on that disk.`
  );
}
