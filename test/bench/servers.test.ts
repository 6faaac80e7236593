import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startServer } from './servers.ts';

/** Servers run the program of their parent, so the tests replace its name. */
const program = process.argv[1] ?? '';
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'servers-'));
  process.argv[1] = join(folder, 'program.mjs');
});
afterEach(async () => {
  process.argv[1] = program;
  await rm(folder, { recursive: true });
});

test.each([
  ['process.exit(3);', 'exit code 3'],
  ["process.kill(process.pid, 'SIGKILL');", 'SIGKILL'],
])('a server that runs "%s" at its start is reported', async (code, reason) => {
  await writeFile(join(folder, 'program.mjs'), code);
  await expect(startServer('oss')).rejects.toThrow(`the server "oss" ended at its start with ${reason}`);
});

test('a server that ends later is not', async () => {
  await writeFile(join(folder, 'program.mjs'), "process.send('http://127.0.0.1:1'); process.disconnect();");
  expect((await startServer('oss')).endpoint).toBe('http://127.0.0.1:1');
});
