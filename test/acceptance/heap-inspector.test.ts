import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openHeapInspector } from './heap-inspector.ts';

const MB = 2 ** 20;

/** Holds 40 MB in the main thread and 20 MB in a worker, and makes 200 MB of garbage per second. */
const PROGRAM = `
  const { Worker, isMainThread, parentPort } = require('node:worker_threads');
  const hold = (mb) => new Array(mb * 2 ** 17).fill(0.5);
  globalThis.held = hold(isMainThread ? 40 : 20);
  setInterval(() => { globalThis.garbage = hold(1); globalThis.garbage = undefined; }, 5);
  if (isMainThread) new Worker(__filename).once('message', console.log);
  else parentPort.postMessage('ready');
`;

let child: ChildProcess | undefined;
afterEach(() => child?.kill('SIGKILL'));

test('measures what each thread holds, without the garbage', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'heaps-'));
  const file = join(directory, 'program.cjs');
  await writeFile(file, PROGRAM);
  const inspector = await openHeapInspector(await started(file));
  for (let i = 0; i < 6; i++) {
    const { main, threads } = await inspector.heaps();
    // Node itself uses about 5 MB.
    const spare = [main / MB - 40, ...[...threads.values()].map((bytes) => bytes / MB - 20)];
    expect(spare.map((megabytes) => megabytes > 0 && megabytes < 10)).toEqual([true, true]);
  }
  inspector.close();
  await rm(directory, { recursive: true });
});

/** The address of its inspector, once its worker runs. */
function started(file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const run = spawn(process.execPath, ['--inspect=127.0.0.1:0', file]);
    child = run;
    let text = '';
    run.stderr.on('data', (chunk) => {
      text += chunk;
    });
    run.stdout.once('data', () => resolve(/ws:\S+/.exec(text)?.[0] ?? ''));
    run.once('exit', () => reject(new Error(text)));
  });
}
