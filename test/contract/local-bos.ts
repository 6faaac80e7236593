import { randomUUID } from 'node:crypto';
import { createBucketEngine } from '../../src/bucket/create-bucket-engine.ts';
import { BOS_DIALECT } from '../../src/bucket/dialects/bos-dialect.ts';
import { createMemoryTable } from '../../src/bucket/records/memory-table.ts';
import type { UnverifiedChoices } from '../../src/bucket/unverified-choices.ts';
import { createBosServer } from '../../src/local/bos/server/create-bos-server.ts';
import { createMemoryBlobs } from '../local/oss/memory-blobs.ts';
import { type LocalOss, localCredentials } from './local-oss.ts';
import type { VersioningStatus } from './store-suite.ts';

/** The local BOS on a free port, with an empty bucket `demo` in memory. */
export async function openLocalBos(
  versioning: VersioningStatus,
  choices: Partial<UnverifiedChoices> = {},
): Promise<LocalOss> {
  const blobs = createMemoryBlobs();
  const engine = createBucketEngine({
    table: createMemoryTable(),
    now: Date.now,
    newId: () => randomUUID().replaceAll('-', ''),
    release: (id) => void blobs.remove(id),
    dialect: BOS_DIALECT,
    choices,
  });
  engine.createBucket({ bucket: 'demo' });
  if (versioning !== 'Never') engine.putBucketVersioning({ bucket: 'demo', status: versioning });
  const server = createBosServer({
    engine,
    commit: async (work) => work(),
    blobs,
    credentials: (id) => (id === localCredentials.accessKeyId ? localCredentials : undefined),
    region: 'bj',
    now: Date.now,
  });
  return { endpoint: await server.listen(0), close: server.close };
}
