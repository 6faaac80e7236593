import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createBucketEngine } from '../../../src/bucket/create-bucket-engine.ts';
import type { Table } from '../../../src/bucket/records/table.ts';
import { createOssServer } from '../../../src/local/oss/server/create-oss-server.ts';
import { openBlobFiles } from '../../../src/local/storage/blob-files.ts';
import { createGroupCommit } from '../../../src/local/storage/group-commit.ts';
import { openLmdbTable } from '../../../src/local/storage/lmdb-table.ts';
import { createTableBlobs } from '../../../src/local/storage/table-blobs.ts';
import { temporaryDirectory } from '../storage/temporary-directory.ts';
import { credentials, newYear, type SignedRequest, sendRaw, signed } from './oss-rig.ts';

/**
 * A server with an object and a link to it. Its answers show what they read from the table, because that is most of what
 * the store itself does for a read.
 */
async function openRig() {
  const directory = await temporaryDirectory();
  const lmdb = openLmdbTable(join(directory, 'table'));
  const reads: string[] = [];
  const table: Table = {
    ...lmdb,
    get: (key) => {
      reads.push(key);
      return lmdb.get(key);
    },
    range: (range) => {
      reads.push(`range from ${range.from}`);
      return lmdb.range(range);
    },
  };
  const group = createGroupCommit(lmdb.transaction);
  const trouble = (error: unknown): void => {
    throw error;
  };
  const blobs = createTableBlobs({
    table: { ...lmdb, ...table },
    files: await openBlobFiles(join(directory, 'blobs')),
    group,
    room: { refusal: () => undefined, isTight: () => false },
    trouble,
  });
  let ids = 0;
  const engine = createBucketEngine({
    table,
    now: () => newYear,
    newId: () => (++ids).toString(16).padStart(32, '0'),
    keep: blobs.keep,
    release: blobs.release,
  });
  await group.run(() => {
    engine.createBucket({ bucket: 'demo' });
    engine.putBucketVersioning({ bucket: 'demo', status: 'Enabled' });
  });
  const server = createOssServer({
    ...{ engine, commit: group.run, blobs, region: 'cn-hangzhou' },
    credentials: () => credentials,
    now: () => newYear,
  });
  const url = await server.listen(0);
  onTestFinished(() => server.close().finally(lmdb.close));
  const send = async (request: SignedRequest) => {
    reads.length = 0;
    const answer = await sendRaw(url, signed({ bucket: 'demo', ...request }, newYear));
    return { ...answer, families: reads.map((key) => key.slice(0, 2)) };
  };
  await send({ method: 'PUT', key: 'object', body: 'hello' });
  const headers = { 'x-oss-symlink-target': 'object' };
  await send({ method: 'PUT', key: 'link', query: [['symlink', '']], headers });
  return { send };
}

const VERSION = ['c/', 'v/'];

test.each<[string, string, readonly string[]]>([
  ['HEAD', 'object', ['b/', ...VERSION]],
  ['GET', 'object', ['b/', ...VERSION, 'i/']],
  ['HEAD', 'link', ['b/', ...VERSION, ...VERSION]],
  ['GET', 'link', ['b/', ...VERSION, ...VERSION, 'i/']],
])('%s of the %s reads %j', async (method, key, families) => {
  const { send } = await openRig();
  const answer = await send({ method, key });
  expect([answer.status, answer.body]).toEqual([200, method === 'GET' ? 'hello' : '']);
  expect(answer.families).toEqual(families);
});

test('with a version id, GET does not read which version is current', async () => {
  const { send } = await openRig();
  const { headers } = await send({ method: 'HEAD', key: 'object' });
  const query: [string, string][] = [['versionId', String(headers['x-oss-version-id'])]];
  const answer = await send({ method: 'GET', key: 'object', query });
  expect([answer.body, answer.families]).toEqual(['hello', ['b/', 'v/', 'i/']]);
});
