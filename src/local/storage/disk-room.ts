import { DiskFull } from './disk-full.ts';

export interface DiskRoomParts {
  /** Bytes that a write may still take. */
  readonly free: () => number;
  /** Milliseconds. */
  readonly now: () => number;
}

/**
 * What a write is for. `body`: the bytes of an object. `record`: everything else that adds to the table. `reclaim`: a
 * deletion, or the outcome of a delivery.
 */
export type Purpose = 'body' | 'record' | 'reclaim';

export interface DiskRoom {
  /** Why nothing may be written for this purpose, or undefined. */
  refusal(purpose: Purpose): DiskFull | undefined;
  /** Whether some purpose is refused, so that transactions have to be small. */
  isTight(): boolean;
}

const MEGABYTE = 1024 * 1024;

/**
 * Megabytes that must be free. Bodies stop first: links and tags go on, so that aliases are still moved; deletions go on
 * the longest, since they make room.
 */
const LEAST: Readonly<Record<Purpose, number>> = { body: 64, record: 32, reclaim: 4 };
const LOOK_AGAIN_MS = 20;

/**
 * Room on the disk, asked before each write. lmdb must not find out by itself that there is none: where a write of its
 * fails it puts the reason into a buffer that is too short (mdb_page_flush in lmdb-js 3.5), which ends the process sooner
 * or later. Reading goes on, and writing too once there is room.
 */
export const createDiskRoom = ({ free, now }: DiskRoomParts): DiskRoom => {
  let looked = Number.NEGATIVE_INFINITY;
  let left = 0;
  const megabytes = (): number => {
    // Far from the limit a look now and then is enough.
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
};

const tooLittle = (megabytes: number): string =>
  `The disk of the store has ${megabytes} MB left. Uploads need ${LEAST.body} MB free, other writes ${LEAST.record}, ` +
  `deletions ${LEAST.reclaim}; reading needs none. Delete objects, or make room on that disk.`;
