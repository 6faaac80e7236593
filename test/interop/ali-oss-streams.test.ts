import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describePeers } from './peer-bench.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streams-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** If the caller gives a Content-Length, the client sends both that header and chunks. */
describePeers('an upload from a stream', (bench) => {
  test.each([
    [1, true],
    [6, true],
    [115_000, true],
    [3_000_000, true],
    [6, false],
    [3_000_000, false],
  ])('of %i bytes, with its length: %s', async (size, withLength) => {
    const { oss } = bench();
    const bytes = Buffer.alloc(size, 'some bytes ');
    const file = join(folder, `${size}`);
    await writeFile(file, bytes);
    const headers = withLength ? { 'Content-Length': String(size) } : {};
    const { res } = await oss.put('from/a stream', createReadStream(file), { headers });
    expect(res.status).toBe(200);
    expect((await oss.get('from/a stream')).content.equals(bytes)).toBe(true);
  });
});
