import { expect, test } from 'vitest';
import { createBucketEngine } from '../../../../src/bucket/create-bucket-engine.ts';
import { createMemoryTable } from '../../../../src/bucket/records/memory-table.ts';
import { createOssServer } from '../../../../src/local/oss/server/create-oss-server.ts';
import { createMemoryBlobs } from '../memory-blobs.ts';
import { credentials } from '../oss-rig.ts';

test('speaks the protocol of OSS', async () => {
  const server = createOssServer({
    engine: createBucketEngine({ table: createMemoryTable(), now: () => 0, newId: () => '0'.repeat(32) }),
    commit: async (work) => work(),
    blobs: createMemoryBlobs(),
    credentials: () => credentials,
    region: 'cn-hangzhou',
    now: () => 0,
  });
  const answer = await fetch(await server.listen(0));
  expect(answer.headers.get('server')).toBe('AliyunOSS');
  expect(await answer.text()).toContain('<Code>AccessDenied</Code>');
  await server.close();
});
