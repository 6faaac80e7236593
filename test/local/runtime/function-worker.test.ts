import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contextOf } from '../../../src/local/runtime/context.ts';
import type { FromInstance, InstanceData, ToInstance } from '../../../src/local/runtime/instance-message.ts';
import { buildWorker } from '../build-worker.ts';

const context = contextOf(
  { accountId: '1', region: 'r' },
  { name: 'f', handler: 'f.handler', memory: 64, timeout: 1, environment: {} },
  { requestId: 'r-1', retryCount: 0 },
);
const INVOKE: ToInstance = { kind: 'invoke', event: Buffer.from('x'), context };
const STOP: ToInstance = { kind: 'stop', context };

let dir: string;
let workerFile: URL;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'worker-'));
  workerFile = await buildWorker(dir);
});
afterAll(() => rm(dir, { recursive: true }));

/** What the program sends for some messages, until it has sent so many. */
async function converse(bundle: string, messages: readonly ToInstance[], answers: number) {
  const file = join(dir, 'f.mjs');
  await writeFile(file, bundle);
  const workerData: InstanceData = { bundle: `${pathToFileURL(file).href}?${Math.random()}`, method: 'handler' };
  const worker = new Worker(workerFile, { workerData });
  const heard: FromInstance[] = [];
  await new Promise<void>((resolve) => {
    worker.on('message', (message: FromInstance) => {
      heard.push(message);
      if (heard.length === answers) resolve();
    });
    for (const message of messages) worker.postMessage(message);
  });
  await worker.terminate();
  return heard;
}

const CONVERSATIONS: [string, string, ToInstance[], object[]][] = [
  [
    'answers, after it said that it is initialized',
    'export const handler = async (event) => event;',
    [INVOKE, INVOKE],
    [{ kind: 'initialized' }, { kind: 'returned' }, { kind: 'returned' }],
  ],
  [
    'sends what is printed before the end of the invocation',
    'export const handler = async () => { console.log("a"); throw new Error("b"); };',
    [INVOKE],
    [{ kind: 'initialized' }, { kind: 'printed', text: 'a\n' }, { kind: 'failed', error: { errorMessage: 'b' } }],
  ],
  [
    'reports that a bundle cannot be used',
    'throw new Error("no");',
    [INVOKE],
    [{ kind: 'unusable', error: { errorMessage: 'no' } }],
  ],
  [
    'fails for a value that JSON refuses, and goes on',
    'let n = 0; export const handler = async () => (n++ === 0 ? { n: 1n } : "fine");',
    [INVOKE, INVOKE],
    [{ kind: 'initialized' }, { kind: 'failed', error: { errorType: 'TypeError' } }, { kind: 'returned' }],
  ],
  ['stops where nothing was loaded', 'export const handler = 1;', [STOP], [{ kind: 'stopped' }]],
];

it.each(CONVERSATIONS)('%s', async (_, bundle, messages, expected) => {
  expect(await converse(bundle, messages, expected.length)).toMatchObject(expected);
});

it('stops even if its preStop fails, and says so in the log', async () => {
  const bundle = 'export const preStop = () => { throw new Error("no"); }; export const handler = async () => 1;';
  const heard = await converse(bundle, [INVOKE, STOP], 6);
  expect(heard).toContainEqual({
    kind: 'printed',
    text: 'FC PreStop End RequestId: r-1, Error: Handled function error\n',
  });
  expect(heard).toContainEqual({ kind: 'stopped' });
});
