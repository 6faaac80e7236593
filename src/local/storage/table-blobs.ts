import { randomUUID } from 'node:crypto';
import { bodyDigest } from '../../bucket/body-digest.ts';
import type { BlobRef } from '../../bucket/records/object-record.ts';
import type { BlobFiles } from './blob-files.ts';
import { BlobMissing, type BlobStore, MOST_TABLE_BYTES } from './blob-store.ts';
import { DiskFull } from './disk-full.ts';
import type { DiskRoom } from './disk-room.ts';
import type { GroupCommit } from './group-commit.ts';
import type { LmdbTable } from './lmdb-table.ts';

/** A blob store that keeps small bodies in the table. The bucket engine calls `keep` and `release` in its transaction. */
export interface TableBlobs extends BlobStore {
  /** Stores the bytes of a new small body in the table. Does nothing for other bodies. */
  keep(blobId: string): void;
  /** Removes a body that no version uses any more: from the table at once, a file after the commit. */
  release(blobId: string): void;
  /**
   * Removes what was left behind: the files of a crash, and the rows of small bodies whose objects an older version of
   * this program deleted. Call it before the first request. Does not write if there is nothing to remove.
   */
  sweepOrphans(isReferenced: (blobId: string) => boolean): Promise<void>;
}

export interface TableBlobsParts {
  readonly table: Pick<LmdbTable, 'get' | 'put' | 'remove' | 'keys'>;
  /** Where larger bodies are, and the small bodies that an older version of this program wrote. */
  readonly files: BlobFiles;
  readonly group: GroupCommit;
  readonly room: DiskRoom;
  /** Called if the bytes of an unused body cannot be removed. */
  readonly trouble: (error: unknown) => void;
}

/**
 * Ids of bodies in the table begin with a letter that no hex number has, so they differ from those of files. A version of
 * this program that does not know them finds no file, and answers a read with `InternalError`. It destroys nothing.
 */
const TABLE_BLOB = 'i';

/** The key family of these bodies in the table. */
const ROWS = 'i/';
const AFTER_ROWS = 'i0';

function rowOf(blobId: string): string {
  return ROWS + blobId;
}

/** How many rows are looked at in one step, and removed in one transaction. The transaction also fits on a tight disk. */
const SWEPT_AT_ONCE = 100;

/** Keeps small bodies in the table, and all others in files. */
export function createTableBlobs({ table, files, group, room, trouble }: TableBlobsParts): TableBlobs {
  /** Small bodies that no version refers to yet. Their operations have not been committed. */
  const unused = new Map<string, Uint8Array>();
  return {
    async write(source) {
      const rest = source[Symbol.asyncIterator]();
      const start = await readStart(rest);
      if (!start.isWhole) return files.write(joined(start.chunks, rest));
      const refusal = room.refusal('small-body');
      if (refusal) throw refusal;
      const bytes = Buffer.concat(start.chunks);
      const blob = { id: newId(), ...digestOf(bytes) };
      unused.set(blob.id, bytes);
      return blob;
    },
    async read(id, range) {
      if (!isInTable(id)) return files.read(id, range);
      const bytes = table.get(rowOf(id)) as Uint8Array | undefined;
      if (bytes === undefined) throw new BlobMissing(id);
      return range === undefined ? bytes : bytes.subarray(range.start, range.end + 1);
    },
    async remove(id) {
      if (isInTable(id)) unused.delete(id);
      else await files.remove(id);
    },
    keep(id) {
      const bytes = unused.get(id);
      if (bytes === undefined) return;
      table.put(rowOf(id), bytes);
      unused.delete(id);
    },
    release(id) {
      if (isInTable(id)) table.remove(rowOf(id));
      else group.afterCommit(() => void files.remove(id).catch(trouble));
    },
    async sweepOrphans(isReferenced) {
      await files.sweepOrphans(isReferenced);
      await sweepRows({ table, group }, isReferenced).catch((error: unknown) => {
        // The store can be read on a full disk, so it starts. The next start removes these rows.
        if (!(error instanceof DiskFull)) throw error;
        trouble(error);
      });
    },
  };
}

async function sweepRows(
  { table, group }: Pick<TableBlobsParts, 'table' | 'group'>,
  isReferenced: (blobId: string) => boolean,
): Promise<void> {
  const removeAll = (orphans: readonly string[]): void => {
    for (const row of orphans) table.remove(row);
  };
  let from = ROWS;
  while (true) {
    const rows = table.keys({ from, to: AFTER_ROWS, limit: SWEPT_AT_ONCE });
    const orphans = rows.filter((row) => !isReferenced(row.slice(ROWS.length)));
    if (orphans.length > 0) await group.run(() => removeAll(orphans), 'reclaim');
    const last = rows.at(-1);
    if (last === undefined) return;
    // The shortest key after the last one.
    from = `${last}\u0000`;
  }
}

function isInTable(blobId: string): boolean {
  return blobId.startsWith(TABLE_BLOB);
}

/**
 * Ids increase with time, because the table is ordered by key: new bodies are then next to each other, and a commit of
 * many writes few pages.
 */
function newId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${TABLE_BLOB}${time}${randomUUID().replaceAll('-', '').slice(0, 19)}`;
}

function digestOf(bytes: Uint8Array): Omit<BlobRef, 'id'> {
  const digest = bodyDigest();
  digest.update(bytes);
  return digest.finish();
}

interface Start {
  readonly chunks: readonly Uint8Array[];
  /** Whether the body ended. Otherwise the chunks are more than {@link MOST_TABLE_BYTES}. */
  readonly isWhole: boolean;
}

async function readStart(source: AsyncIterator<Uint8Array>): Promise<Start> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size <= MOST_TABLE_BYTES) {
    const { value, done } = await source.next();
    if (done) return { chunks, isWhole: true };
    chunks.push(value);
    size += value.byteLength;
  }
  return { chunks, isWhole: false };
}

async function* joined(
  start: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  yield* start;
  yield* { [Symbol.asyncIterator]: () => rest };
}
