import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createBucketEngine } from '../../../src/bucket/create-bucket-engine.ts';
import { openBlobFiles } from '../../../src/local/storage/blob-files.ts';
import { BlobMissing, MOST_TABLE_BYTES } from '../../../src/local/storage/blob-store.ts';
import { DiskFull } from '../../../src/local/storage/disk-full.ts';
import { createGroupCommit, type GroupCommit } from '../../../src/local/storage/group-commit.ts';
import { openLmdbTable } from '../../../src/local/storage/lmdb-table.ts';
import { createTableBlobs, type TableBlobsParts } from '../../../src/local/storage/table-blobs.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { wholeBody } from './whole-body.ts';

async function* cut(bytes: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const BUCKET = { bucket: 'demo' };
const wide = { refusal: () => undefined, isTight: () => false };

type Opened = Awaited<ReturnType<typeof openIn>>;

async function openIn(directory: string, room: TableBlobsParts['room'] = wide) {
  const table = openLmdbTable(join(directory, 'table'));
  const group = createGroupCommit(table.transaction);
  const files = await openBlobFiles(join(directory, 'blobs'));
  const troubles: unknown[] = [];
  const withGroup = (other: GroupCommit) =>
    createTableBlobs({ ...{ table, files, room }, group: other, trouble: (error) => troubles.push(error) });
  const blobs = withGroup(group);
  let ids = 0;
  const engine = createBucketEngine({
    table,
    now: () => 0,
    newId: () => (++ids).toString(16).padStart(32, '0'),
    keep: blobs.keep,
    release: blobs.release,
  });
  if (engine.listBuckets().length === 0) await group.run(() => engine.createBucket(BUCKET));
  const close = async (): Promise<void> => {
    await table.close();
    expect(troubles.splice(0)).toEqual([]);
  };
  return { blobs, withGroup, troubles, engine, group, transaction: table.transaction, close, table };
}

async function put({ blobs, engine, group }: Opened, key: string, bytes: Uint8Array): Promise<string> {
  const blob = await blobs.write(cut(bytes));
  await group.run(() => engine.putObject({ ...BUCKET, key, blob, requestId: '' }));
  return blob.id;
}

async function get({ blobs, engine }: Pick<Opened, 'blobs' | 'engine'>, key: string): Promise<Buffer> {
  return wholeBody(await blobs.read(engine.readObject({ ...BUCKET, key }).blob.id));
}

async function filesIn(directory: string): Promise<number> {
  const entries = await readdir(join(directory, 'blobs'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}

function rows({ table }: Opened): number {
  return table.range({ from: 'i/', to: 'i0' }).length;
}

test.each([
  [0, 0],
  [1, 0],
  [MOST_TABLE_BYTES, 0],
  [MOST_TABLE_BYTES + 1, 1],
  [300_000, 1],
])('a body of %d bytes is in %d files, and the next process reads it', async (size, files) => {
  const directory = await temporaryDirectory();
  const first = await openIn(directory);
  const bytes = randomBytes(size);
  const blob = await first.blobs.write(cut(bytes));
  expect(blob).toMatchObject({ size, etag: createHash('md5').update(bytes).digest('hex').toUpperCase() });
  await first.group.run(() => first.engine.putObject({ ...BUCKET, key: 'a', blob, requestId: '' }));
  expect([await filesIn(directory), rows(first)]).toEqual([files, 1 - files]);
  await first.close();
  const second = await openIn(directory);
  expect(bytes.equals(await get(second, 'a'))).toBe(true);
  await second.close();
});

test.each([
  [{ start: 0, end: 0 }, 'a'],
  [{ start: 2, end: 4 }, 'cde'],
  [{ start: 0, end: 5 }, 'abcdef'],
])('reads %j', async (range, expected) => {
  const opened = await openIn(await temporaryDirectory());
  const id = await put(opened, 'a', Buffer.from('abcdef'));
  expect((await wholeBody(await opened.blobs.read(id, range))).toString()).toBe(expected);
  await opened.close();
});

describe.each([
  ['small', Buffer.from('small')],
  ['large', randomBytes(MOST_TABLE_BYTES + 1)],
])('a %s body', (_, bytes) => {
  test('is removed with the last version that uses it', async () => {
    const directory = await temporaryDirectory();
    const opened = await openIn(directory);
    const { engine, group, blobs } = opened;
    const bodies = async (): Promise<number> => (await filesIn(directory)) + rows(opened);
    const id = await put(opened, 'a', bytes);
    await group.run(() => engine.copyObject({ ...BUCKET, key: 'b', source: { ...BUCKET, key: 'a' }, requestId: '' }));
    await group.run(() => engine.deleteObject({ ...BUCKET, key: 'a', requestId: '' }));
    expect(bytes.equals(await get(opened, 'b'))).toBe(true);
    await put(opened, 'b', Buffer.from('other'));
    await expect.poll(bodies).toBe(1);
    await expect(blobs.read(id)).rejects.toBeInstanceOf(BlobMissing);
    await opened.close();
  });

  test('leaves nothing behind if the operation is refused', async () => {
    const directory = await temporaryDirectory();
    const opened = await openIn(directory);
    const blob = await opened.blobs.write(cut(bytes));
    await opened.blobs.remove(blob.id);
    await opened.group.run(() => opened.blobs.keep(blob.id));
    expect([await filesIn(directory), rows(opened)]).toEqual([0, 0]);
    await opened.close();
  });

  test('leaves nothing behind if its source fails', async () => {
    const directory = await temporaryDirectory();
    const opened = await openIn(directory);
    const failing = async function* () {
      yield* cut(bytes);
      throw new Error('the client went away');
    };
    await expect(opened.blobs.write(failing())).rejects.toThrow('the client went away');
    expect([await filesIn(directory), rows(opened)]).toEqual([0, 0]);
    await opened.close();
  });
});

test('bodies and versions are in the same transaction', async () => {
  const opened = await openIn(await temporaryDirectory());
  const { blobs, engine, transaction } = opened;
  const blob = await blobs.write(cut(Buffer.from('a')));
  const aborted = (): void =>
    transaction(() => {
      engine.putObject({ ...BUCKET, key: 'a', blob, requestId: '' });
      expect(rows(opened)).toBe(1);
      throw new Error('the transaction fails');
    });
  expect(aborted).toThrow('the transaction fails');
  expect(rows(opened)).toBe(0);
  await opened.close();
});

test('a small body is refused if there is too little space for bodies', async () => {
  const full = new DiskFull('No room.');
  const room = { refusal: (purpose: string) => (purpose === 'small-body' ? full : undefined), isTight: () => true };
  const opened = await openIn(await temporaryDirectory(), room);
  await expect(opened.blobs.write(cut(Buffer.from('a')))).rejects.toBe(full);
  await opened.close();
});

test('the source of a large body is closed if its file cannot be written', async () => {
  const opened = await openIn(await temporaryDirectory());
  let isClosed = false;
  const source = async function* () {
    try {
      yield randomBytes(MOST_TABLE_BYTES + 1);
      // What cannot be written makes the file system call fail, as a full disk does.
      yield { byteLength: 10 } as Uint8Array;
      yield Buffer.from('never read');
    } finally {
      isClosed = true;
    }
  };
  await expect(opened.blobs.write(source())).rejects.toThrow();
  expect(isClosed).toBe(true);
  await opened.close();
});

describe('rows that no version refers to', () => {
  /** What a version of this program does that does not know these rows: the object is deleted, and its row stays. */
  async function deleteAsOlder({ engine, group, table }: Opened, key: string): Promise<void> {
    await group.run(() => {
      const { id } = engine.readObject({ ...BUCKET, key }).blob;
      const bytes = table.get(`i/${id}`);
      engine.deleteObject({ ...BUCKET, key, requestId: '' });
      table.put(`i/${id}`, bytes);
    });
  }

  test.each([1, 100, 101, 250])('%d of them are removed, and the others stay', async (orphans) => {
    const opened = await openIn(await temporaryDirectory());
    for (let i = 0; i < orphans; i++) {
      await put(opened, 'a', Buffer.from('orphan'));
      await deleteAsOlder(opened, 'a');
      if (i % 50 === 0) await put(opened, `kept-${i}`, Buffer.from(`kept ${i}`));
    }
    const kept = Math.ceil(orphans / 50);
    expect(rows(opened)).toBe(orphans + kept);
    await opened.blobs.sweepOrphans((id) => opened.engine.isBlobReferenced(id));
    expect(rows(opened)).toBe(kept);
    expect((await get(opened, 'kept-0')).toString()).toBe('kept 0');
    await opened.close();
  });

  test('without them, nothing is written', async () => {
    const refused = new DiskFull('No room.');
    const room = { refusal: (purpose: string) => (purpose === 'reclaim' ? refused : undefined), isTight: () => true };
    const opened = await openIn(await temporaryDirectory());
    for (let i = 0; i < 101; i++) await put(opened, `kept-${i}`, Buffer.from('kept'));
    let transactions = 0;
    const group = createGroupCommit(() => void transactions++, room);
    await opened.withGroup(group).sweepOrphans((id) => opened.engine.isBlobReferenced(id));
    expect([transactions, rows(opened)]).toEqual([0, 101]);
    await opened.close();
  });

  test('on a full disk they stay, and are reported', async () => {
    const refused = new DiskFull('No room.');
    const opened = await openIn(await temporaryDirectory());
    await put(opened, 'a', Buffer.from('orphan'));
    await deleteAsOlder(opened, 'a');
    const group = createGroupCommit(opened.transaction, { refusal: () => refused, isTight: () => true });
    await opened.withGroup(group).sweepOrphans((id) => opened.engine.isBlobReferenced(id));
    expect([rows(opened), opened.troubles.splice(0)]).toEqual([1, [refused]]);
    await opened.close();
  });
});

describe('directories of other versions', () => {
  test('small bodies in files are read, and removed', async () => {
    const directory = await temporaryDirectory();
    const old = await openIn(directory);
    const files = await openBlobFiles(join(directory, 'blobs'));
    const blob = await files.write(cut(Buffer.from('in a file')));
    await old.group.run(() => old.engine.putObject({ ...BUCKET, key: 'a', blob, requestId: '' }));
    await old.close();
    const opened = await openIn(directory);
    expect((await get(opened, 'a')).toString()).toBe('in a file');
    await opened.group.run(() => opened.engine.deleteObject({ ...BUCKET, key: 'a', requestId: '' }));
    await expect.poll(() => filesIn(directory)).toBe(0);
    await opened.close();
  });

  test('a version without bodies in the table reports them as missing, and does not destroy them', async () => {
    const directory = await temporaryDirectory();
    const opened = await openIn(directory);
    const id = await put(opened, 'a', Buffer.from('in the table'));
    // What the older version does with a body: sweep, read, and the removal of one that it does not find.
    const files = await openBlobFiles(join(directory, 'blobs'));
    expect(await files.sweepOrphans((blobId) => opened.engine.isBlobReferenced(blobId))).toBe(0);
    await expect(files.read(id)).rejects.toBeInstanceOf(BlobMissing);
    await files.remove(id);
    expect((await get(opened, 'a')).toString()).toBe('in the table');
    await opened.close();
  });
});
