import { AutoaliasError } from '../../autoalias-error.ts';

export interface DiskRoomParts {
  readonly directory: string;
  /** Bytes that a write may still take. */
  readonly free: () => number;
  /** Milliseconds. */
  readonly now: () => number;
}

/** More than one transaction takes, and than bodies take between two looks. */
const LEAST_BYTES = 64 * 1024 * 1024;
const LOOK_AGAIN_MS = 20;
const MEGABYTE = 1024 * 1024;

/**
 * A check before each write: throws `store-refused` while the disk is nearly full. lmdb must not find that out by
 * itself: where a write of its fails it puts the reason into a buffer that is too short (mdb_page_flush in lmdb-js 3.5),
 * which ends the process sooner or later. Reading goes on, and writing too once there is room.
 */
export const createDiskRoom = ({ directory, free, now }: DiskRoomParts): (() => void) => {
  let looked = Number.NEGATIVE_INFINITY;
  let left = 0;
  return () => {
    if (now() - looked >= LOOK_AGAIN_MS) {
      left = free();
      looked = now();
    }
    if (left >= LEAST_BYTES) return;
    throw new AutoaliasError(
      'store-refused',
      `the disk of ${directory} has ${Math.floor(left / MEGABYTE)} MB left: nothing is written until it has ` +
        `${LEAST_BYTES / MEGABYTE}; make room there`,
    );
  };
};
