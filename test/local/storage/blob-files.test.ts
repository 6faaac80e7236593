import { createHash, randomBytes } from 'node:crypto';
import { access, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { openBlobFiles } from '../../../src/local/storage/blob-files.ts';
import { BlobMissing } from '../../../src/local/storage/blob-store.ts';
import { DiskFull } from '../../../src/local/storage/disk-full.ts';
import { temporaryDirectory } from './temporary-directory.ts';

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function filesIn(directory: string): Promise<string[]> {
  return (await readdir(directory, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
}

describe('openBlobFiles', () => {
  for (const [size, chunk] of [
    [0, 1],
    [1, 1],
    [9, 4],
    [300_000, 65_536],
  ] as const) {
    test(`keeps ${size} bytes that come in pieces of ${chunk}`, async () => {
      const blobs = await openBlobFiles(await temporaryDirectory());
      const bytes = randomBytes(size);
      const blob = await blobs.write(cut(bytes, chunk));
      expect(blob).toMatchObject({
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        size,
        etag: createHash('md5').update(bytes).digest('hex').toUpperCase(),
      });
      expect(bytes.equals(await buffer(await blobs.read(blob.id)))).toBe(true);
    });
  }

  test.skipIf(process.platform === 'win32')('bodies are for this user only', async () => {
    const directory = join(await temporaryDirectory(), 'blobs');
    const blobs = await openBlobFiles(directory);
    const { id } = await blobs.write(cut(randomBytes(9), 4));
    const modes = await Promise.all(
      [
        directory,
        join(directory, 'incoming'),
        join(directory, id.slice(0, 2)),
        join(directory, id.slice(0, 2), id),
      ].map(async (path) => ((await stat(path)).mode & 0o777).toString(8)),
    );
    expect(modes).toEqual(['700', '700', '700', '600']);
  });

  test('a body that runs out of disk space is refused with the reason, and leaves no file', async () => {
    const directory = await temporaryDirectory();
    let chunks = 3;
    const full = new DiskFull('No room.');
    const room = { refusal: () => (chunks-- > 0 ? undefined : full), isTight: () => true };
    const blobs = await openBlobFiles(directory, room);
    await expect(blobs.write(cut(randomBytes(100), 10))).rejects.toBe(full);
    expect(await filesIn(directory)).toEqual([]);
  });

  test('counts the CRC-64 on the way', async () => {
    const blobs = await openBlobFiles(await temporaryDirectory());
    const blob = await blobs.write(cut(Buffer.from('123456789'), 2));
    expect(blob.crc64).toBe('11051210869376104954');
  });

  const ranges = [
    [{ start: 0, end: 0 }, 'a'],
    [{ start: 2, end: 4 }, 'cde'],
    [{ start: 5, end: 5 }, 'f'],
    [{ start: 0, end: 5 }, 'abcdef'],
  ] as const;
  for (const [range, expected] of ranges) {
    test(`reads bytes ${range.start} to ${range.end}`, async () => {
      const blobs = await openBlobFiles(await temporaryDirectory());
      const { id } = await blobs.write(cut(Buffer.from('abcdef'), 6));
      expect((await buffer(await blobs.read(id, range))).toString()).toBe(expected);
    });
  }

  test('asks for the next piece only when the file has the last', async () => {
    const directory = await temporaryDirectory();
    const blobs = await openBlobFiles(directory);
    const onDisk: number[] = [];
    const source = async function* (): AsyncGenerator<Uint8Array> {
      for (let piece = 0; piece < 20; piece++) {
        const [unfinished = ''] = await readdir(join(directory, 'incoming'));
        onDisk.push((await stat(join(directory, 'incoming', unfinished))).size);
        yield Buffer.alloc(100_000);
      }
    };
    await blobs.write(source());
    expect(onDisk).toEqual(Array.from({ length: 20 }, (_, piece) => piece * 100_000));
  });

  test('leaves nothing of a body whose source fails', async () => {
    const directory = await temporaryDirectory();
    const blobs = await openBlobFiles(directory);
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half');
      throw new Error('the client went away');
    };
    await expect(blobs.write(failing())).rejects.toThrow('the client went away');
    expect(await filesIn(directory)).toEqual([]);
  });

  test('leaves nothing of a body that the disk refuses', async () => {
    const directory = await temporaryDirectory();
    const blobs = await openBlobFiles(directory);
    // What cannot be written makes the file system call fail, as a full disk does.
    const refused = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half');
      yield { byteLength: 10 } as Uint8Array;
    };
    await expect(blobs.write(refused())).rejects.toThrow();
    expect(await filesIn(directory)).toEqual([]);
  });

  test('removes, more than once if it must', async () => {
    const directory = await temporaryDirectory();
    const blobs = await openBlobFiles(directory);
    const { id } = await blobs.write(cut(Buffer.from('x'), 1));
    await blobs.remove(id);
    await blobs.remove(id);
    expect(await filesIn(directory)).toEqual([]);
    await expect(blobs.read(id)).rejects.toMatchObject({ name: 'BlobMissing', blobId: id });
    await expect(blobs.read(id)).rejects.toBeInstanceOf(BlobMissing);
  });

  test('a reader that has it open is not disturbed by its removal', async () => {
    const blobs = await openBlobFiles(await temporaryDirectory());
    const bytes = randomBytes(1_000_000);
    const { id } = await blobs.write(cut(bytes, 100_000));
    const reader = await blobs.read(id);
    await blobs.remove(id);
    expect(bytes.equals(await buffer(reader))).toBe(true);
  });

  test('removes unreferenced and unfinished bodies, and nothing else', async () => {
    const directory = await temporaryDirectory();
    const before = await openBlobFiles(directory);
    const kept = await before.write(cut(Buffer.from('kept'), 4));
    const orphan = await before.write(cut(Buffer.from('orphan'), 6));
    const unfinished = 'f'.repeat(32);
    await writeFile(join(directory, 'incoming', unfinished), 'half');
    await mkdir(join(directory, 'notes'), { recursive: true });
    await writeFile(join(directory, 'notes', 'README'), 'put here by a person');

    const blobs = await openBlobFiles(directory);
    const removed = await blobs.sweepOrphans((id) => id === kept.id || id === unfinished);
    expect(removed).toBe(2);
    expect((await filesIn(directory)).sort()).toEqual([kept.id, 'README'].sort());
    await expect(blobs.read(orphan.id)).rejects.toBeInstanceOf(BlobMissing);
    await access(join(directory, 'notes', 'README'));
  });
});
