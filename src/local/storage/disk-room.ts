import { MOST_TABLE_BYTES } from './blob-store.ts';
import { DiskFull } from './disk-full.ts';

export interface DiskRoomParts {
  /** Free bytes on the disk. */
  readonly free: () => number;
  /** Bytes inside the file of the table that later writes reuse. */
  readonly reusable: () => number;
  /** Milliseconds. */
  readonly now: () => number;
}

/**
 * The purpose of a write. `body`: the bytes of an object, in a file. `small-body`: the bytes of an object, in the table.
 * `record`: everything else that adds to the table. `reclaim`: a deletion, or the outcome of a delivery.
 */
export type Purpose = 'body' | 'small-body' | 'record' | 'reclaim';

export interface DiskRoom {
  /** The error if there is too little space for this purpose, or undefined. */
  refusal(purpose: Purpose): DiskFull | undefined;
  /** Whether the disk has too little space for at least one purpose. Transactions then have to be small. */
  isTight(): boolean;
}

const MEGABYTE = 1024 * 1024;

interface Least {
  /** Megabytes that must be free on the disk. */
  readonly onDisk: number;
  /** Megabytes that must be free on the disk and reusable in the table together. */
  readonly withTable: number;
}

/**
 * Uploads are refused first. Links and tags still work with less space, so that aliases still move. Deletions work
 * longest, because they free space. A write to the table can need new pages although others are reusable, so it also
 * needs more space on the disk than a deletion: otherwise it could take the last space that deletions need.
 */
const LEAST: Readonly<Record<Purpose, Least>> = {
  body: { onDisk: 64, withTable: 64 },
  'small-body': { onDisk: 16, withTable: 64 },
  record: { onDisk: 8, withTable: 32 },
  reclaim: { onDisk: 4, withTable: 4 },
};
const LOOK_AGAIN_MS = 20;

/**
 * Checks the free space before each write. lmdb must not run out of space: if one of its writes fails, it copies the
 * reason into a buffer that is too short (mdb_page_flush in lmdb-js 3.5), which sooner or later ends the process. Reads
 * always work, and writes work again once there is space.
 */
export function createDiskRoom({ free, reusable, now }: DiskRoomParts): DiskRoom {
  let looked = Number.NEGATIVE_INFINITY;
  let left = 0;
  const onDisk = (): number => {
    // Far from the limits it is enough to ask now and then.
    if (left < LEAST.body.onDisk * MEGABYTE || now() - looked >= LOOK_AGAIN_MS) {
      left = free();
      looked = now();
    }
    return left / MEGABYTE;
  };
  return {
    refusal: (purpose) => {
      const least = LEAST[purpose];
      const disk = onDisk();
      if (disk >= least.withTable) return undefined;
      const table = reusable() / MEGABYTE;
      if (disk >= least.onDisk && disk + table >= least.withTable) return undefined;
      return new DiskFull(tooLittle(least, Math.floor(disk), Math.floor(table)));
    },
    isTight: () => onDisk() < LEAST.body.onDisk,
  };
}

function tooLittle({ onDisk }: Least, disk: number, table: number): string {
  const isDiskShort = disk < onDisk;
  return [
    `The disk of the store has ${disk} MB left${table > 0 ? `, and its table can reuse ${table} MB` : ''}.`,
    `Uploads need ${LEAST.body.withTable} MB free, other writes ${LEAST.record.withTable}, deletions ${LEAST.reclaim.withTable}.`,
    ...(isDiskShort && table > 0 ? [`This request needs ${onDisk} MB on the disk itself.`] : []),
    'Reads always work.',
    advice(disk, isDiskShort),
  ].join(' ');
}

/** Only a solution that works: deletions need space too, and the file of the table does not shrink. */
function advice(disk: number, isDiskShort: boolean): string {
  if (disk < LEAST.reclaim.onDisk) return 'Free space on that disk.';
  const objects = isDiskShort ? `objects of more than ${MOST_TABLE_BYTES} bytes` : 'objects';
  return `Delete ${objects}, or free space on that disk.`;
}
