import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { bodyDigest } from '../../bucket/body-digest.ts';
import { codeOf } from '../../error-text.ts';
import { BlobMissing, type BlobStore, type ByteRange } from './blob-store.ts';
import { asDiskFull } from './disk-full.ts';
import type { DiskRoom } from './disk-room.ts';
import { makePrivateDirectory, PRIVATE_DIRECTORY, PRIVATE_FILE } from './private-files.ts';

export interface BlobFiles extends BlobStore {
  read(id: string, range?: ByteRange): Promise<Readable>;
  /**
   * Removes the files that a crash left behind: unfinished bodies, and bodies that no version refers to. Call it before
   * the first request, because no version refers to a body that is being written. Resolves with the number of files.
   */
  sweepOrphans(isReferenced: (blobId: string) => boolean): Promise<number>;
}

/** 32 hex digits. The first two are the folder: 256 folders, none of which grows large. */
const BLOB_NAME = /^[0-9a-f]{32}$/;

/**
 * Stores bodies as files under `directory`. A body is written under `incoming/` and gets the name of its id only when it is
 * complete, so a file with an id is never half a body.
 */
export async function openBlobFiles(directory: string, room?: DiskRoom): Promise<BlobFiles> {
  const incoming = join(directory, 'incoming');
  makePrivateDirectory(directory);
  makePrivateDirectory(incoming);
  const folderOf = (id: string): string => join(directory, id.slice(0, 2));
  const folders = new Set<string>();
  const pathOf = (id: string): string => join(folderOf(id), id);

  return {
    async write(source) {
      const id = randomUUID().replaceAll('-', '');
      const unfinished = join(incoming, id);
      try {
        const counted = await writeFile(unfinished, source, room);
        await makeFolder(folders, folderOf(id));
        await rename(unfinished, pathOf(id));
        return { id, ...counted };
      } catch (error) {
        await rm(unfinished, { force: true });
        throw asDiskFull(error);
      }
    },
    read: (id, range) => openForRead(id, pathOf(id), range),
    remove: (id) => rm(pathOf(id), { force: true }),
    sweepOrphans: (isReferenced) => sweep(directory, isReferenced),
  };
}

/** Folders are never removed, so each has to be created only once. */
async function makeFolder(made: Set<string>, folder: string): Promise<void> {
  if (made.has(folder)) return;
  await mkdir(folder, { recursive: true, mode: PRIVATE_DIRECTORY });
  made.add(folder);
}

/** Reads the next chunk from the source only after the previous one was written. */
async function writeFile(path: string, source: AsyncIterable<Uint8Array>, room: DiskRoom | undefined) {
  const digest = bodyDigest();
  requireRoom(room);
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, PRIVATE_FILE);
  try {
    for await (const bytes of source) {
      digest.update(bytes);
      requireRoom(room);
      await writeWhole(file, bytes);
    }
  } finally {
    await file.close();
  }
  return digest.finish();
}

/** Called before each chunk, so that no body uses up the space that deletions need. */
function requireRoom(room: DiskRoom | undefined): void {
  const refusal = room?.refusal('body');
  if (refusal) throw refusal;
}

/** A disk that is nearly full takes part of a chunk and refuses the rest with the next call. */
async function writeWhole(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.byteLength; ) {
    written += (await file.write(bytes, written)).bytesWritten;
  }
}

async function openForRead(id: string, path: string, range: ByteRange | undefined): Promise<Readable> {
  try {
    const file = await open(path, 'r');
    return file.createReadStream(range);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') throw new BlobMissing(id, { cause });
    throw cause;
  }
}

async function sweep(directory: string, isReferenced: (blobId: string) => boolean): Promise<number> {
  let removed = 0;
  for await (const { name, path, finished } of files(directory)) {
    if (finished && isReferenced(name)) continue;
    await rm(path, { force: true });
    removed++;
  }
  return removed;
}

/** Matches only the names of this store. Other files under `incoming/` belong to the user and stay. */
async function* files(directory: string): AsyncGenerator<{ name: string; path: string; finished: boolean }> {
  for (const entry of await readdir(directory, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !BLOB_NAME.test(entry.name)) continue;
    const folder = entry.parentPath ?? entry.path;
    yield { name: entry.name, path: join(folder, entry.name), finished: folder !== join(directory, 'incoming') };
  }
}
