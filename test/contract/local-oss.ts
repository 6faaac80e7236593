import { randomUUID } from 'node:crypto';
import type { BucketEngine } from '../../src/bucket/bucket-engine.ts';
import { createBucketEngine } from '../../src/bucket/create-bucket-engine.ts';
import { createMemoryTable } from '../../src/bucket/records/memory-table.ts';
import { createOssServer } from '../../src/local/oss/server/create-oss-server.ts';
import { createMemoryBlobs } from '../local/oss/memory-blobs.ts';
import type { VersioningStatus } from './store-suite.ts';

export const localCredentials = { accessKeyId: 'autoalias', accessKeySecret: 'autoalias-secret' };

export interface LocalOss {
  /** http://127.0.0.1:port */
  readonly endpoint: string;
  readonly close: () => Promise<void>;
}

/**
 * The local OSS on a free port, with an empty bucket `demo` in memory.
 *
 * @param now the clock for the times of versions, in Unix milliseconds.
 * @param prepare called with the bucket before the store can be reached
 */
export async function openLocalOss(
  versioning: VersioningStatus,
  now: () => number = Date.now,
  prepare: (engine: BucketEngine) => void = () => {},
): Promise<LocalOss> {
  const blobs = createMemoryBlobs();
  const engine = createBucketEngine({
    table: createMemoryTable(),
    now,
    newId: () => randomUUID().replaceAll('-', ''),
    release: (id) => void blobs.remove(id),
  });
  engine.createBucket({ bucket: 'demo' });
  if (versioning !== 'Never') engine.putBucketVersioning({ bucket: 'demo', status: versioning });
  prepare(engine);
  const server = createOssServer({
    engine,
    commit: async (work) => work(),
    blobs,
    credentials: (id) => (id === localCredentials.accessKeyId ? localCredentials : undefined),
    region: 'cn-hangzhou',
    now: Date.now,
  });
  return { endpoint: await server.listen(0), close: server.close };
}
