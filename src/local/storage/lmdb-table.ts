import { mkdirSync } from 'node:fs';
import { open, type RangeIterable, type RootDatabase } from 'lmdb';
import type { Table, TableEntry, TableRange } from '../../bucket/table.ts';

/** A {@link Table} in a directory. What a transaction wrote survives a crash of this process. */
export interface LmdbTable extends Table {
  /**
   * Runs `work` in one write transaction, and commits it before returning. A throw undoes all of it. Writes outside of a
   * transaction are transactions of their own; a commit costs a fraction of a millisecond, so group them.
   */
  transaction<T>(work: () => T): T;
  close(): Promise<void>;
}

/** Lets keys be 4,026 bytes long; an object key of 1,023 NULs takes twice that many, and a little more. */
const PAGE_BYTES = 8192;

/**
 * Opens or makes the database. Only lmdb's synchronous calls are used: an operation of the bucket engine is one
 * uninterrupted step, and the asynchronous ones would commit it from another thread at a time of their own.
 */
export const openLmdbTable = (directory: string): LmdbTable => {
  mkdirSync(directory, { recursive: true });
  // Bytes as keys, because lmdb compares bytes, and UTF-8 bytes are the order that a Table promises.
  const database: RootDatabase<unknown, Uint8Array> = open({
    path: directory,
    keyEncoding: 'binary',
    encoding: 'msgpack',
    pageSize: PAGE_BYTES,
  });
  return {
    get: (key) => database.get(bytes(key)),
    put: (key, value) => {
      database.putSync(bytes(key), value);
    },
    remove: (key) => {
      database.removeSync(bytes(key));
    },
    range: (range) => entries(database.getRange(rangeOptions(range))),
    transaction: (work) => database.transactionSync(work),
    close: () => database.close(),
  };
};

const bytes = (key: string): Buffer => Buffer.from(key, 'utf8');

type Found = RangeIterable<{ key: Uint8Array; value: unknown }>;

/** Read at once: a cursor left open would hold an old snapshot, and see writes of its own transaction. */
const entries = (found: Found): readonly TableEntry[] =>
  Array.from(found, ({ key, value }) => [Buffer.from(key).toString('utf8'), value] as const);

/** lmdb walks backwards from `start`, and there leaves out `end` as well; a Table leaves out `to` in both directions. */
const rangeOptions = ({ from, to, reverse = false, limit }: TableRange) => ({
  ...(reverse
    ? { start: bytes(to), end: bytes(from), reverse, exclusiveStart: true, inclusiveEnd: true }
    : { start: bytes(from), end: bytes(to) }),
  ...(limit !== undefined && { limit }),
});
