import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CloudOptions } from '../../src/local/cloud-options.ts';
import { type CloudState, openState } from '../../src/local/open-state.ts';
import type { Delivery } from '../../src/local/queue/delivery.ts';
import { newInvocation } from '../../src/local/queue/invocation.ts';
import { type Functions, startFunctions } from '../../src/local/start-functions.ts';
import { buildWorker } from './build-worker.ts';

/** Prints its environment and event; waits for ever, fails or ends as the event says. */
const BUNDLE = `
  export const handler = async (event) => {
    const text = event.toString();
    const { OSS_ENDPOINT, OSS_REGION, OSS_BUCKET, AUTOALIAS_TOKEN, AUTOALIAS_RULES } = process.env;
    console.log(JSON.stringify({ OSS_ENDPOINT, OSS_REGION, OSS_BUCKET, AUTOALIAS_TOKEN, AUTOALIAS_RULES, text }));
    if (text === 'hang') await new Promise(() => {});
    if (text === 'fail') throw new RangeError('too far');
  };`;

let root: string;
let dataDir: string;
let workerFile: URL;
let state: CloudState;
let functions: Functions | undefined;
let deliveries: Delivery[];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'functions-'));
  workerFile = await buildWorker(root);
  for (const name of ['object-events', 'sweep']) await writeFile(join(root, `${name}.mjs`), BUNDLE);
});
beforeEach(async () => {
  dataDir = await mkdtemp(join(root, 'data-'));
  deliveries = [];
});
afterEach(async () => {
  await functions?.close();
  functions = undefined;
  await state.close();
});
afterAll(() => rm(root, { recursive: true }));

let ids = 0;
const newId = (): string => `id-${++ids}`;

const start = async (fields: Partial<CloudOptions> = {}): Promise<void> => {
  const options: CloudOptions = {
    dataDir,
    host: '127.0.0.1',
    storePort: 0,
    apiPort: 0,
    region: 'cn-hangzhou',
    credentials: { accessKeyId: 'a', accessKeySecret: 'b' },
    bucket: 'demo',
    token: 't',
    functionsDir: root,
    workerFile,
    triggerPrefixes: [],
    sweepSeconds: 300,
    trouble: (error) => {
      throw error;
    },
    ...fields,
  };
  await mkdir(dataDir, { recursive: true });
  state = await openState(options, newId);
  functions = startFunctions({
    ...{ options, state, store: 'http://store', newId },
    report: (delivery) => deliveries.push(delivery),
  });
};

const enqueue = (payload: string): Promise<void> =>
  state.group.run(() =>
    state.enqueue(
      newInvocation({
        id: newId(),
        functionName: 'object-events',
        payload,
        trigger: 't',
        eventName: 'e',
        key: payload,
        acceptedAt: Date.now(),
      }),
    ),
  );

const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
};
const log = (): Promise<string> => readFile(join(dataDir, 'log', 'functions.log'), 'utf8');

describe('startFunctions', () => {
  it('runs what is queued, in the environment of the deployment, and logs it', async () => {
    await start({ rulesFile: '/rules.yaml', otherBuckets: ['plain'] });
    await enqueue('fine');
    await until(() => deliveries.length === 1);
    expect(deliveries).toMatchObject([{ functionName: 'object-events', key: 'fine', outcome: 'succeeded' }]);
    await functions?.close();
    const [, printed = ''] = (await log()).split('\n');
    expect(printed).toMatch(/^\S+Z object-events id-\d+ \{/);
    expect(JSON.parse(printed.slice(printed.indexOf('{')))).toEqual({
      OSS_ENDPOINT: 'http://store',
      OSS_REGION: 'cn-hangzhou',
      OSS_BUCKET: 'demo,plain',
      AUTOALIAS_RULES: '/rules.yaml',
      text: 'fine',
    });
  });

  it('tries again what failed, with the reason', async () => {
    await start();
    await enqueue('fail');
    await until(() => deliveries.length === 2);
    expect(deliveries).toMatchObject([
      { attempt: 1, outcome: 'to-be-retried', error: 'RangeError: too far' },
      { attempt: 2, outcome: 'to-be-retried' },
    ]);
  });

  it('queues the sweep by its timer', async () => {
    await start({ sweepSeconds: 1 });
    await until(() => deliveries.length > 0);
    expect(deliveries).toMatchObject([
      { functionName: 'sweep', trigger: 'schedule', eventName: 'Timer', outcome: 'succeeded' },
    ]);
    // Lines gather for a moment before they are written; the end writes them.
    await functions?.close();
    expect(await log()).toMatch(/triggerTime.*triggerName\\":\\"schedule/);
  });

  it('leaves in the queue what it cuts off when it ends', async () => {
    await start();
    await enqueue('hang');
    await until(async () => (await log()).includes('"text":"hang"'));
    await functions?.close();
    expect(state.queue.counts()).toEqual({ ready: 1, later: 0, dead: 0 });
    expect(deliveries).toEqual([]);
  });
});
