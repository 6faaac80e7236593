import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextOf } from '../../../src/local/runtime/context.ts';
import { FunctionInstance } from '../../../src/local/runtime/function-instance.ts';
import { buildWorker } from '../build-worker.ts';

function contextWith(timeout: number) {
  return contextOf(
    { accountId: '1', region: 'r' },
    { name: 'f', handler: 'f.handler', memory: 64, timeout, environment: {} },
    { requestId: 'r', retryCount: 0 },
  );
}

const CONTEXT = contextWith(1);

/** Does what the event says. */
const BUNDLE = `
  export const initialize = async () => { if (process.env.SLOW) await new Promise((done) => setTimeout(done, 1500)); };
  export const handler = async (event) => {
    if (event.toString() === 'hang') await new Promise(() => {});
    if (event.toString() === 'hoard') for (const all = []; ; ) all.push(new Array(1e5).fill(Math.random()));
    return 'done';
  };`;

let dir: string;
let workerFile: URL;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'instance-'));
  workerFile = await buildWorker(dir);
  await writeFile(join(dir, 'f.mjs'), BUNDLE);
});
afterAll(() => rm(dir, { recursive: true }));

function start(environment: Record<string, string> = {}) {
  const data = { bundle: pathToFileURL(join(dir, 'f.mjs')).href, method: 'handler' };
  const instance = new FunctionInstance({ workerFile, data, environment, memory: 64 });
  return {
    instance,
    invoke: (event = '', timeout = 1) => instance.invoke(Buffer.from(event), contextWith(timeout), () => {}),
  };
}

describe('FunctionInstance', () => {
  it('gives its initializer a time of its own', async () => {
    const { instance, invoke } = start({ SLOW: '1' });
    expect(await invoke()).toMatchObject({ ok: true });
    expect(await invoke('hang')).toMatchObject({ error: { errorMessage: 'Function timed out after 1 seconds' } });
    expect(instance.isAlive).toBe(false);
  });

  it('ends with what it runs, and takes no more', async () => {
    const { instance, invoke } = start();
    await invoke();
    const running = invoke('hang', 60);
    await instance.stop(CONTEXT, () => {});
    expect(await running).toMatchObject({ ok: false, fcErrorType: 'UnhandledInvocationError' });
    expect(await invoke()).toMatchObject({
      error: { errorType: 'ProcessExited', errorMessage: 'the instance has ended' },
    });
  });

  it('is held to its memory, and only itself ends', async () => {
    const { instance, invoke } = start();
    expect(await invoke('hoard', 60)).toMatchObject({
      fcErrorType: 'UnhandledInvocationError',
      error: { errorMessage: expect.stringContaining('memory limit') },
    });
    expect(instance.isAlive).toBe(false);
  });

  it('stops before it was ever used', async () => {
    const { instance } = start();
    await instance.stop(CONTEXT, () => {});
    expect(instance.isAlive).toBe(false);
  });
});
