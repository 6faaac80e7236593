import { describe, expect, test } from 'vitest';
import { createBucketEngine } from '../../../src/bucket/create-bucket-engine.ts';
import { createMemoryTable } from '../../../src/bucket/memory-table.ts';
import { createOssServer } from '../../../src/local/oss/create-oss-server.ts';
import { createMemoryBlobs } from './memory-blobs.ts';

const open = (options: { readonly allowRemote?: boolean } = {}) =>
  createOssServer({
    engine: createBucketEngine({ table: createMemoryTable(), now: () => 0, newId: () => '0'.repeat(32) }),
    commit: async (work) => work(),
    blobs: createMemoryBlobs(),
    credentials: () => undefined,
    region: 'cn-hangzhou',
    now: () => 0,
    ...options,
  });

describe('where it listens', () => {
  test.each(['127.0.0.1', '127.0.0.2', 'localhost'])('%s', async (host) => {
    const server = open();
    const url = await server.listen(0, host);
    expect(url).toMatch(new RegExp(`^http://${host.replaceAll('.', '\\.')}:\\d+$`));
    expect((await fetch(url)).status).toBe(403);
    await server.close();
  });

  test.each(['0.0.0.0', '::', '192.168.0.1', 'example.com', '127.example.com', ''])('not on %j', (host) => {
    expect(() => open().listen(0, host)).toThrow('allow remote access explicitly');
  });

  test('anywhere, when told so', async () => {
    const server = open({ allowRemote: true });
    expect(await server.listen(0, '0.0.0.0')).toMatch(/^http:\/\/0\.0\.0\.0:\d+$/);
    await server.close();
  });
});

test('a port that is taken is an error', async () => {
  const [one, two] = [open(), open()];
  const port = Number(new URL(await one.listen(0)).port);
  await expect(two.listen(port)).rejects.toThrow('EADDRINUSE');
  await one.close();
});

test('closing ends connections that are kept alive', async () => {
  const server = open();
  const url = await server.listen(0);
  await (await fetch(url)).text();
  await server.close();
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});
