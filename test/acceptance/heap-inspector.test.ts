import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openHeapInspector } from './heap-inspector.ts';

const MB = 2 ** 20;

/** Holds 40 MB in the main thread and 20 in another, and throws as much away all the time. */
const PROGRAM = `
  const { Worker, isMainThread, parentPort } = require('node:worker_threads');
  const hold = (mb) => new Array(mb * 2 ** 17).fill(0.5);
  globalThis.held = hold(isMainThread ? 40 : 20);
  setInterval(() => { globalThis.garbage = hold(10); globalThis.garbage = undefined; }, 5);
  if (isMainThread) new Worker(__filename).once('message', console.log);
  else parentPort.postMessage('ready');
`;

let child: ChildProcess | undefined;
afterEach(() => child?.kill('SIGKILL'));

test('tells what is held, of the main thread and of each other, and nothing of the garbage', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'heaps-'));
  const file = join(directory, 'program.cjs');
  await writeFile(file, PROGRAM);
  const inspector = await openHeapInspector(await started(file));
  for (let i = 0; i < 2; i++) {
    const { main, threads } = await inspector.heaps();
    expect(Math.round(main / MB / 10)).toBe(4);
    expect([...threads.values()].map((bytes) => Math.round(bytes / MB / 10))).toEqual([2]);
  }
  inspector.close();
  await rm(directory, { recursive: true });
});

/** Where its inspector listens, once its thread runs. */
const started = (file: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const run = spawn(process.execPath, ['--inspect=127.0.0.1:0', file]);
    child = run;
    let text = '';
    run.stderr.on('data', (chunk) => {
      text += chunk;
    });
    run.stdout.once('data', () => resolve(/ws:\S+/.exec(text)?.[0] ?? ''));
    run.once('exit', () => reject(new Error(text)));
  });
