import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CloudOptions } from '../../../src/local/cloud/cloud-options.ts';
import { type Functions, startFunctions } from '../../../src/local/cloud/start-functions.ts';
import { type CloudState, openState } from '../../../src/local/data/open-state.ts';
import { type Delivery, type Invocation, newInvocation } from '../../../src/local/queue/invocation.ts';
import { buildWorker } from '../build-worker.ts';

/** Prints its environment and event. Then it hangs, fails or returns, as the event says. */
const BUNDLE = `
  export const handler = async (event) => {
    const text = event.toString();
    const { OSS_ENDPOINT, OSS_REGION, OSS_BUCKET, AUTOALIAS_TOKEN, AUTOALIAS_RULES } = process.env;
    console.log(JSON.stringify({ OSS_ENDPOINT, OSS_REGION, OSS_BUCKET, AUTOALIAS_TOKEN, AUTOALIAS_RULES, text }));
    if (text === 'hang') await new Promise(() => {});
    if (text === 'fail') throw new RangeError('too far');
  };`;

/** The sweep of these tests runs while the file `hold` exists, and fails while the file `fail` exists. */
function sweepBundle(folder: string): string {
  return `
  import { existsSync } from 'node:fs';
  import { setTimeout } from 'node:timers/promises';
  export const handler = async (event) => {
    console.log(event.toString());
    while (existsSync(${JSON.stringify(folder)} + '/hold')) await setTimeout(5);
    if (existsSync(${JSON.stringify(folder)} + '/fail')) throw new RangeError('no sweep');
  };`;
}

let root: string;
let dataDir: string;
let workerFile: URL;
let state: CloudState;
let functions: Functions | undefined;
let deliveries: Delivery[];
let notices: string[];
/** Number of times that the timer asked whether a sweep waits. */
let ticks: number;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'functions-'));
  workerFile = await buildWorker(root);
  await writeFile(join(root, 'object-events.mjs'), BUNDLE);
  await writeFile(join(root, 'sweep.mjs'), sweepBundle(root));
});
beforeEach(async () => {
  dataDir = await mkdtemp(join(root, 'data-'));
  deliveries = [];
  notices = [];
  ticks = 0;
});
afterEach(async () => {
  for (const name of ['hold', 'fail']) await rm(join(root, name), { force: true });
  await functions?.close();
  functions = undefined;
  await state.close();
});
afterAll(() => rm(root, { recursive: true }));

let ids = 0;

function newId(): string {
  return `id-${++ids}`;
}

async function start(fields: Partial<CloudOptions> = {}): Promise<void> {
  const options: CloudOptions = {
    dataDir,
    host: '127.0.0.1',
    storePort: 0,
    bosPort: 0,
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
    notice: (text) => notices.push(text),
    ...fields,
  };
  await mkdir(dataDir, { recursive: true });
  state = await openState(options, newId);
  const isWaiting = (name: string): boolean => {
    ticks += 1;
    return state.queue.isWaiting(name);
  };
  functions = startFunctions({
    options,
    state: { ...state, queue: { ...state.queue, isWaiting } },
    store: 'http://store',
    bos: 'http://bos',
    newId,
    report: (delivery) => deliveries.push(delivery),
    logged: () => {},
  });
}

function enqueue(payload: string, fields: Partial<Invocation> = {}): Promise<void> {
  return state.group.run(() =>
    state.enqueue({
      ...newInvocation({
        id: newId(),
        functionName: 'object-events',
        payload,
        trigger: 't',
        eventName: 'e',
        key: payload,
        acceptedAt: state.steady(),
      }),
      ...fields,
    }),
  );
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
}

function log(): Promise<string> {
  return readFile(join(dataDir, 'log', 'functions.log'), 'utf8');
}

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
    expect(await log()).toMatch(/triggerTime.*triggerName":"schedule/);
  });

  it('starts no sweep while one runs, and reports that once', async () => {
    await writeFile(join(root, 'hold'), '');
    await start({ sweepSeconds: 0.02 });
    await until(() => ticks >= 5);
    expect(state.queue.counts()).toEqual({ ready: 1, later: 0, dead: 0 });
    expect(notices).toEqual(['a sweep is due, but the one before has not ended; the timer starts no other until then']);
    await rm(join(root, 'hold'));
    await until(() => deliveries.length >= 2);
    expect(deliveries.every(({ attempt, outcome }) => attempt === 1 && outcome === 'succeeded')).toBe(true);
  });

  it('starts no sweep while one waits for a retry', async () => {
    await writeFile(join(root, 'fail'), '');
    await start({ sweepSeconds: 0.02 });
    await until(() => deliveries.length >= 3);
    expect(deliveries).toMatchObject([
      { attempt: 1, outcome: 'to-be-retried' },
      { attempt: 2, outcome: 'dead', requestId: deliveries[0]?.requestId },
      { attempt: 1, outcome: 'to-be-retried' },
    ]);
    expect(notices.length).toBeLessThanOrEqual(2);
  });

  it('delivers events while all instances of the sweep are busy', async () => {
    await writeFile(join(root, 'hold'), '');
    await start();
    for (const key of ['a', 'b', 'c']) await enqueue('{}', { functionName: 'sweep', key });
    await until(async () => (await log()).split('FC Invoke Start').length === 3);
    await enqueue('fine');
    await until(() => deliveries.length > 0);
    expect(deliveries).toMatchObject([{ functionName: 'object-events', outcome: 'succeeded' }]);
  });

  it('passes merged events to one invocation, as one list', async () => {
    await start({ instances: 1 });
    const payload = (key: string) => JSON.stringify({ events: [{ key }] });
    await state.group.run(() => {
      for (const key of ['a', 'b', 'c']) {
        state.enqueue({
          ...newInvocation({
            id: newId(),
            functionName: 'object-events',
            payload: payload(key),
            trigger: 't',
            eventName: 'e',
            key,
            group: 'g',
            acceptedAt: state.steady(),
          }),
        });
      }
    });
    await until(() => deliveries.length === 3);
    const [{ requestId } = { requestId: '' }] = deliveries;
    expect(deliveries).toMatchObject(
      ['a', 'b', 'c'].map((key) => ({ key, requestId, mergedEvents: 3, outcome: 'succeeded' })),
    );
    await functions?.close();
    const printed = (await log()).split('\n').filter((line) => line.includes('"text"'));
    expect(printed).toHaveLength(1);
    expect(printed[0]).toContain(requestId);
    expect(JSON.parse(JSON.parse((printed[0] ?? '').replace(/^.*? \{/, '{')).text)).toEqual({
      events: [{ key: 'a' }, { key: 'b' }, { key: 'c' }],
    });
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
