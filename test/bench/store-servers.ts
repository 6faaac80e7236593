import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBucketEngine } from '../../src/bucket/create-bucket-engine.ts';
import { openFolderStorage } from '../../src/local/embedded/folder-storage.ts';
import { createOssServer } from '../../src/local/oss/server/create-oss-server.ts';
import { localCredentials } from '../contract/local-oss.ts';

/** Every object of the rows about the store has so many bytes. */
export const BODY_BYTES = 1024;

/** The key of an object with a number. Neighbours in time are not neighbours in the listing. */
export function storedKey(i: number): string {
  return `releases/app-${i % 1000}/1.2.${i}/app.tgz`;
}

/** The embedded store in a new folder, with a versioned bucket `demo` of so many objects. */
export async function ossInFolder(objects: number): Promise<string> {
  const { table, blobs, commit, keep, release } = await openFolderStorage(temporaryFolder());
  const newId = (): string => randomUUID().replaceAll('-', '');
  const engine = createBucketEngine({ table, now: Date.now, newId, keep, release });
  await commit(() => {
    engine.createBucket({ bucket: 'demo' });
    engine.putBucketVersioning({ bucket: 'demo', status: 'Enabled' });
  });
  const put = async (i: number): Promise<void> => {
    const blob = await blobs.write(bodyOf(i));
    await commit(() => engine.putObject({ bucket: 'demo', key: storedKey(i), blob, requestId: '' }));
  };
  for (let at = 0; at < objects; at += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, objects - at) }, (_, i) => put(at + i)));
  }
  const server = createOssServer({
    ...{ engine, commit, blobs, region: 'cn-hangzhou', now: Date.now },
    credentials: (id) => (id === localCredentials.accessKeyId ? localCredentials : undefined),
  });
  return server.listen(0);
}

const AT_ONCE = 1000;

async function* bodyOf(i: number): AsyncGenerator<Uint8Array> {
  yield Buffer.alloc(BODY_BYTES, String(i));
}

/** The least that a program writes instead: a temporary file, which it renames. Reads no signature and keeps no versions. */
export async function plainFiles(): Promise<string> {
  const folder = temporaryFolder();
  let files = 0;
  const fileOf = (url = ''): string => join(folder, encodeURIComponent(url));
  const put = async (url: string | undefined, chunks: readonly Buffer[], response: ServerResponse): Promise<void> => {
    const unfinished = join(folder, `unfinished-${++files}`);
    await writeFile(unfinished, Buffer.concat(chunks));
    await rename(unfinished, fileOf(url));
    response.writeHead(200, { 'content-length': 0 }).end();
  };
  const get = async (url: string | undefined, response: ServerResponse): Promise<void> => {
    const bytes = await readFile(fileOf(url));
    response.writeHead(200, { 'content-length': bytes.length, 'content-type': 'application/octet-stream' }).end(bytes);
  };
  const server = createServer((request, response) => {
    const { method, url } = request;
    if (method === 'GET') return void get(url, response);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).once('end', () => void put(url, chunks, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Removed when the process ends. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'autoalias-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.on('SIGTERM', () => process.exit());
  return folder;
}
