import { closeSync, fdatasync, openSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { open, type RangeIterable, type RootDatabase } from 'lmdb';
import type { Table, TableEntry, TableRange } from '../../bucket/records/table.ts';
import { checkTableFile } from './check-table-file.ts';
import { createLaterFlush } from './later-flush.ts';
import { makePrivateDirectory, PRIVATE_FILE } from './private-files.ts';

/**
 * A {@link Table} in a directory. Committed transactions survive any end of this process, because the operating system has
 * them. They are flushed to the disk within about a second, at the latest when `close` resolves. A power failure during
 * writes can destroy the table and lose bodies.
 */
export interface LmdbTable extends Table {
  /**
   * Runs `work` in one write transaction, and commits it before returning. An exception undoes all of it. The caller must
   * make sure that there is space on the disk (disk-room.ts).
   */
  transaction<T>(work: () => T): T;
  /** The keys of the entries in a range. Reads no values. */
  keys(range: TableRange): readonly string[];
  /** Bytes of the file that no entry uses. Later writes reuse them, because the file does not shrink. */
  reusableBytes(): number;
  close(): Promise<void>;
}

export interface LmdbTableOptions {
  /** Called if flushing committed transactions to the disk fails. */
  readonly trouble?: (error: unknown) => void;
}

const SYNC_DELAY_MS = 1000;

/** An option that the types of lmdb-js 3.5 lack. It is passed to mdb_env_open. */
const PRIVATE = { permissionsMode: PRIVATE_FILE };

/** Lets keys be 4,026 bytes long; an object key of 1,023 NULs takes twice that many, and a little more. */
const PAGE_BYTES = 8192;

/**
 * Opens or creates the database. Uses only the synchronous calls of lmdb: an operation of the bucket engine is one
 * uninterrupted step, and asynchronous calls would commit it later from another thread.
 */
export function openLmdbTable(directory: string, { trouble = warn }: LmdbTableOptions = {}): LmdbTable {
  makePrivateDirectory(directory);
  checkTableFile(join(directory, 'data.mdb'), PAGE_BYTES);
  // Bytes as keys, because lmdb compares bytes, and UTF-8 bytes are the order that a Table promises.
  const database: RootDatabase<unknown, Uint8Array> = open({
    path: directory,
    keyEncoding: 'binary',
    encoding: 'msgpack',
    pageSize: PAGE_BYTES,
    // Otherwise each commit blocks the process for the disk: 0.4 ms at best, several on a busy disk, instead of 0.02.
    noSync: true,
    ...PRIVATE,
  });
  // LMDB locks another file, so opening this one a second time does not release its lock.
  const data = openSync(join(directory, 'data.mdb'), 'r+');
  const flush = createLaterFlush({ flush: () => sync(data), delay: SYNC_DELAY_MS, trouble });
  return {
    get: (key) => database.get(bytes(key)),
    put: (key, value) => {
      database.putSync(bytes(key), value);
      flush.later();
    },
    remove: (key) => {
      database.removeSync(bytes(key));
      flush.later();
    },
    range: (range) => entries(database.getRange(rangeOptions(range))),
    keys: (range) => Array.from(database.getKeys(rangeOptions(range)), text),
    reusableBytes: () => reusableBytes(database.getStats() as FileStats),
    transaction: (work) => database.transactionSync(work),
    close: async () => {
      await database.close();
      await flush.close().finally(() => closeSync(data));
    },
  };
}

const sync = promisify(fdatasync);

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}

function bytes(key: string): Buffer {
  return Buffer.from(key, 'utf8');
}

type Found = RangeIterable<{ key: Uint8Array; value: unknown }>;

/** Read at once: a cursor left open would hold an old snapshot, and see writes of its own transaction. */
function entries(found: Found): readonly TableEntry[] {
  const read: TableEntry[] = [];
  for (const { key, value } of found) read.push([text(key), value]);
  return read;
}

/** lmdb returns keys as buffers of their own. Another copy would take as long as reading the entry. */
function text(key: Uint8Array): string {
  return (Buffer.isBuffer(key) ? key : Buffer.from(key)).toString('utf8');
}

interface TreeStats {
  readonly treeBranchPageCount: number;
  readonly treeLeafPageCount: number;
  readonly overflowPages: number;
}

/** What `getStats` of lmdb-js 3.5 returns. Its types do not say it. */
interface FileStats {
  readonly pageSize: number;
  readonly lastPageNumber: number;
  /** The pages of all entries. */
  readonly root: TreeStats;
  /** The pages of the list of free pages. */
  readonly free: TreeStats;
}

/** Every LMDB file begins with two of them. */
const META_PAGES = 2;

/** lmdb does not count the pages in its list of free pages, so this counts the others. */
function reusableBytes({ pageSize, lastPageNumber, root, free }: FileStats): number {
  return (lastPageNumber + 1 - META_PAGES - pagesOf(root) - pagesOf(free)) * pageSize;
}

function pagesOf({ treeBranchPageCount, treeLeafPageCount, overflowPages }: TreeStats): number {
  return treeBranchPageCount + treeLeafPageCount + overflowPages;
}

/** lmdb walks backwards from `start`, and there leaves out `end` as well; a Table leaves out `to` in both directions. */
function rangeOptions({ from, to, reverse = false, limit }: TableRange) {
  return {
    ...(reverse
      ? { start: bytes(to), end: bytes(from), reverse, exclusiveStart: true, inclusiveEnd: true }
      : { start: bytes(from), end: bytes(to) }),
    ...(limit !== undefined && { limit }),
  };
}
