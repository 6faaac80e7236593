import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FunctionConfig } from '../../../src/local/runtime/function-config.ts';
import { createFunctionRuntime, type FunctionRuntime } from '../../../src/local/runtime/function-runtime.ts';
import type { LogLine } from '../../../src/local/runtime/log-line.ts';
import { buildWorker } from '../build-worker.ts';

/** Real bundles, as a build would leave them. */
const BUNDLES: Readonly<Record<string, string>> = {
  returns: `
    const VALUES = { buffer: Buffer.from([0, 255]), object: { a: 1 }, number: 7, text: 'x', nothing: undefined, null: null };
    export const handler = async (event) => VALUES[event.toString()];`,
  callback:
    'export const handler = (event, context, callback) => { setImmediate(() => callback(null, "called")); callback.length; };',
  failing: `
    export const handler = async (event) => {
      if (event.toString() === 'error') throw new RangeError('too far');
      if (event.toString() === 'text') throw 'just text';
      setImmediate(() => { throw new Error('out of turn'); });
      return new Promise(() => {});
    };`,
  exiting: 'export const handler = async (event) => { if (event.length) process.exit(3); return "alive"; };',
  endless: 'export const handler = async (event) => { while (event.length) {} return "done"; };',
  counting: 'let n = 0; export const handler = async () => { n += 1; return n; };',
  overlapping: `
    let running = 0, most = 0;
    export const handler = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return most;
    };`,
  hooked: `
    let ready = 'no';
    export const initialize = async (context) => { ready = context.requestId; console.log('in initialize'); };
    export const preStop = async () => { console.log('in preStop'); };
    export const handler = async () => ready;`,
  unusable:
    'export const initialize = async () => { throw new Error("no database"); }; export const handler = async () => 1;',
  broken: 'export const handler = ;',
  nameless: 'export const other = 1;',
  printing: `
    export const handler = async (event, context) => {
      console.log('out %d', 1);
      console.error('err\\nsecond line');
      process.stdout.write('written\\n');
      context.logger.info('logged');
    };`,
  held: `
    import { existsSync } from 'node:fs';
    export const preStop = async () => { console.log('stopped ' + process.env.COLOUR); };
    export const handler = async (event) => {
      const gate = event.toString();
      while (gate !== '' && !existsSync(gate)) await new Promise((resolve) => setTimeout(resolve, 5));
      return process.env.COLOUR;
    };`,
  cfc: `
    export const initialize = async () => { throw new Error('CFC has no hooks'); };
    export const handler = (event, context, callback) => {
      if (event.kind === 'error') callback(new RangeError('too far'));
      if (event.kind === 'promise') return Promise.resolve('too early');
      callback(null, { event, context, environment: process.env });
    };`,
  context:
    'export const handler = async (event, context) => ({ context, environment: process.env, isBuffer: Buffer.isBuffer(event) });',
};

const ACCOUNT = {
  accountId: '1234567890',
  region: 'cn-hangzhou',
  credentials: { accessKeyId: 'autoalias', accessKeySecret: 'autoalias-secret' },
};

function configOf(name: string, fields: Partial<FunctionConfig> = {}): FunctionConfig {
  return {
    name,
    handler: `${name}.handler`,
    memory: 128,
    timeout: 10,
    environment: {},
    ...fields,
  };
}

let dir: string;
let workerFile: URL;
const open: FunctionRuntime[] = [];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'runtime-'));
  workerFile = await buildWorker(dir);
  for (const [name, text] of Object.entries(BUNDLES)) await writeFile(join(dir, `${name}.mjs`), text);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((runtime) => runtime.close()));
});
afterAll(() => rm(dir, { recursive: true }));

function start(config: FunctionConfig, instances = 1) {
  const lines: LogLine[] = [];
  let id = 0;
  const runtime = createFunctionRuntime({
    account: ACCOUNT,
    functions: [config],
    functionsDir: dir,
    workerFile,
    instances,
    log: (line) => lines.push(line),
    now: () => Date.now(),
    newId: () => `id-${++id}`,
  });
  open.push(runtime);
  const invoke = (event = '') => runtime.invoke(config.name, Buffer.from(event));
  const text = async (event = '') => {
    const result = await invoke(event);
    return result.ok ? Buffer.from(result.body).toString() : result;
  };
  return { runtime, invoke, text, printed: () => lines.map((line) => line.text) };
}

describe('what a handler returns', () => {
  it.each([
    ['object', '{"a":1}'],
    ['number', '7'],
    ['text', 'x'],
    ['nothing', ''],
    ['null', ''],
  ])('%s', async (event, expected) => {
    expect(await start(configOf('returns')).text(event)).toBe(expected);
  });

  it('a Buffer, byte for byte', async () => {
    const result = await start(configOf('returns')).invoke('buffer');
    expect(result.ok && [...result.body]).toEqual([0, 255]);
  });

  it('by callback', async () => {
    expect(await start(configOf('callback')).text()).toBe('called');
  });
});

describe('a function of CFC', () => {
  const start1 = (fields: Partial<FunctionConfig> = {}) =>
    start(configOf('cfc', { platform: 'cfc', environment: { COLOUR: 'red' }, ...fields }));

  it('gets a parsed event, the context of CFC and its environment, and no hook runs', async () => {
    const { event, context, environment } = JSON.parse(String(await start1().text('{"kind":"x"}')));
    expect(event).toEqual({ kind: 'x' });
    expect(context).toMatchObject({ requestId: 'id-1', functionName: 'cfc', memoryLimitMB: 128 });
    expect(environment).toMatchObject({ COLOUR: 'red', BCE_USER_FUNCTION_NAME: 'cfc' });
    expect(Object.keys(environment).filter((name) => /^(?:FC|ALIBABA)_/.test(name))).toEqual([]);
  });

  it('fails with the error of its callback', async () => {
    expect(await start1().text('{"kind":"error"}')).toMatchObject({
      fcErrorType: 'HandledInvocationError',
      error: { errorType: 'RangeError', errorMessage: 'too far' },
    });
  });

  it('runs until its time is over if it only returns a promise', async () => {
    expect(await start1({ timeout: 1 }).text('{"kind":"promise"}')).toMatchObject({
      error: { errorMessage: 'Function timed out after 1 seconds' },
    });
  });
});

it('closing refuses every invocation that waits for an instance', async () => {
  const { runtime, text } = start(configOf('held'), 1);
  const running = text(join(dir, 'never'));
  const waiting = [text(), text(), text()].map((one) => one.catch((error: unknown) => String(error)));
  await runtime.close();
  expect(await running).toMatchObject({ ok: false });
  expect(await Promise.all(waiting)).toEqual(
    Array(3).fill('FunctionUnavailable: function held: the local cloud is stopping'),
  );
});

describe('another configuration', () => {
  const colour = (name: string) => configOf('held', { environment: { COLOUR: name } });

  it('applies to new invocations, but not to running ones', async () => {
    const { runtime, text, printed } = start(colour('red'), 2);
    expect(await text()).toBe('red');
    const gate = join(dir, 'gate-1');
    const running = text(gate);
    const [ended, after] = [runtime.reconfigure([colour('blue')]), text()];
    expect(await after).toBe('blue');
    expect(printed()).not.toContain('stopped red');
    await writeFile(gate, '');
    expect(await running).toBe('red');
    await ended;
    expect(printed().filter((line) => line === 'stopped red')).toHaveLength(1);
    expect([await text(), await text()]).toEqual(['blue', 'blue']);
  });

  it('applies to invocations that wait for an instance', async () => {
    const { runtime, text } = start(colour('red'), 1);
    const gate = join(dir, 'gate-2');
    const running = text(gate);
    const waiting = [text(), text()];
    const ended = runtime.reconfigure([colour('blue')]);
    expect(await Promise.all(waiting)).toEqual(['blue', 'blue']);
    await writeFile(gate, '');
    expect(await running).toBe('red');
    await ended;
  });

  it('can change again before the first change has ended', async () => {
    const { runtime, text, printed } = start(colour('red'), 1);
    const gate = join(dir, 'gate-3');
    const running = text(gate);
    const ends = [runtime.reconfigure([colour('blue')]), runtime.reconfigure([colour('green')])];
    expect(await text()).toBe('green');
    await writeFile(gate, '');
    expect(await running).toBe('red');
    await Promise.all(ends);
    expect(printed()).toContain('stopped red');
  });

  it('does not keep the runtime from closing', async () => {
    const { runtime, text } = start(colour('red'), 1);
    const running = text(join(dir, 'never'));
    const ended = runtime.reconfigure([colour('blue')]);
    await runtime.close();
    await ended;
    expect(await running).toMatchObject({ ok: false });
  });

  it('is refused for an unknown function', async () => {
    await expect(start(colour('red')).runtime.reconfigure([configOf('other')])).rejects.toThrow(
      'function other does not exist; this local cloud has held',
    );
  });
});

describe('failed invocations', () => {
  it('an error that was thrown is handled', async () => {
    expect(await start(configOf('failing')).invoke('error')).toMatchObject({
      ok: false,
      fcErrorType: 'HandledInvocationError',
      error: {
        errorMessage: 'too far',
        errorType: 'RangeError',
        stackTrace: [expect.stringContaining('RangeError'), expect.stringContaining('failing.mjs'), expect.anything()],
      },
    });
  });

  it('a thrown value that is not an Error', async () => {
    expect(await start(configOf('failing')).invoke('text')).toMatchObject({
      error: { errorMessage: 'just text', errorType: 'FunctionHandledError', stackTrace: [] },
    });
  });

  it.each([
    ['an error outside of the handler', 'failing', 'other', 'out of turn'],
    ['an exit', 'exiting', 'x', 'the instance exited with code 3'],
  ])('%s is unhandled', async (_, name, event, errorMessage) => {
    expect(await start(configOf(name)).invoke(event)).toMatchObject({
      fcErrorType: 'UnhandledInvocationError',
      error: { errorMessage },
    });
  });

  it('an instance that is killed; the next invocation has a new one', async () => {
    const { runtime, invoke } = start(configOf('endless', { timeout: 60 }));
    for (let turn = 0; turn < 2; turn++) {
      const running = invoke('x');
      await vi.waitFor(() => expect(runtime.kill('endless')).toBe(1));
      expect(await running).toMatchObject({ ok: false, error: { errorType: 'ProcessExited' } });
    }
    expect(runtime.kill('nobody')).toBeUndefined();
  });

  it('a time-out, even of a loop that never yields', async () => {
    expect(await start(configOf('endless', { timeout: 1 })).invoke('x')).toMatchObject({
      fcErrorType: 'UnhandledInvocationError',
      error: { errorType: 'FunctionTimeoutError', errorMessage: 'Function timed out after 1 seconds' },
    });
  });

  it.each([
    ['its initializer', 'unusable', 'no database'],
    ['its syntax', 'broken', "Unexpected token ';'"],
    ['a missing export', 'nameless', "exports no function 'handler'"],
  ])('%s', async (_, name, message) => {
    expect(await start(configOf(name)).invoke()).toMatchObject({
      fcErrorType: 'InitializationError',
      error: { errorMessage: expect.stringContaining(message) },
    });
  });

  it.each([
    ['exiting', 'alive'],
    ['endless', 'done'],
  ])('%s: only that invocation', async (name, expected) => {
    const { text } = start(configOf(name, { timeout: 1 }));
    const [failed, next] = await Promise.all([text('x'), text()]);
    expect(failed).toMatchObject({ ok: false });
    expect(next).toBe(expected);
  });
});

describe('an invocation that cannot run rejects', () => {
  it('a function that does not exist', async () => {
    const { runtime } = start(configOf('returns'));
    await expect(runtime.invoke('other', Buffer.from(''))).rejects.toMatchObject({
      status: 404,
      message: 'function other does not exist; this local cloud has returns',
    });
  });

  it('a bundle that was not built', async () => {
    await expect(start(configOf('absent')).invoke()).rejects.toMatchObject({
      status: 503,
      message: expect.stringContaining('build the functions first: npm run build'),
    });
  });

  it('anything after the end', async () => {
    const { runtime, invoke } = start(configOf('returns'));
    await runtime.close();
    await expect(invoke()).rejects.toMatchObject({ status: 503, message: expect.stringContaining('stopping') });
  });
});

describe('instances', () => {
  it('are kept, and keep their state', async () => {
    const { text } = start(configOf('counting'));
    expect([await text(), await text(), await text()]).toEqual(['1', '2', '3']);
  });

  it.each([1, 3])('take one invocation at a time, with %d of them', async (instances) => {
    const { text } = start(configOf('overlapping'), instances);
    const most = await Promise.all(Array.from({ length: 9 }, () => text()));
    expect(most).toEqual(Array.from({ length: 9 }, () => '1'));
  });

  it('run their hooks once, in the lines that the platform logs', async () => {
    const { runtime, text, printed } = start(configOf('hooked'));
    expect([await text(), await text()]).toEqual(['id-1', 'id-1']);
    await runtime.close();
    // id-2 is the name of the instance itself.
    expect(printed()).toEqual([
      'FC Invoke Start RequestId: id-1',
      'FC Initialize Start RequestId: id-1',
      'in initialize',
      'FC Initialize End RequestId: id-1',
      'FC Invoke End RequestId: id-1',
      'FC Invoke Start RequestId: id-3',
      'FC Invoke End RequestId: id-3',
      'FC PreStop Start RequestId: id-4',
      'in preStop',
      'FC PreStop End RequestId: id-4',
    ]);
  });
});

describe('the arguments of an invocation', () => {
  it('a Buffer, the context and the environment of Function Compute, and nothing of this machine', async () => {
    const environment = { OSS_BUCKET: 'demo' };
    const { runtime } = start(configOf('context', { environment, timeout: 7 }));
    const result = await runtime.invoke('context', Buffer.from('{}'), { requestId: 'r-1', retryCount: 2 });
    const told = JSON.parse(result.ok ? Buffer.from(result.body).toString() : '{}');
    expect(told.isBuffer).toBe(true);
    expect(told.context).toEqual({
      requestId: 'r-1',
      credentials: ACCOUNT.credentials,
      function: { name: 'context', handler: 'context.handler', memory: 128, timeout: 7 },
      service: { logProject: '', logStore: '', qualifier: 'LATEST', versionId: '' },
      region: 'cn-hangzhou',
      accountId: '1234567890',
      logger: { requestId: 'r-1', logLevel: 'INFO' },
      retryCount: 2,
      tracing: { openTracingSpanBaggages: {} },
      callbackWaitsForEmptyEventLoop: false,
    });
    expect(told.environment).toMatchObject({
      OSS_BUCKET: 'demo',
      FC_FUNCTION_NAME: 'context',
      FC_REGION: 'cn-hangzhou',
    });
    expect(told.environment).not.toHaveProperty('PATH');
  });

  it('a log, with its lines between those of the platform', async () => {
    const { invoke, printed } = start(configOf('printing'));
    await invoke();
    expect(printed()).toEqual([
      'FC Invoke Start RequestId: id-1',
      'out 1',
      'err',
      'second line',
      'written',
      expect.stringMatching(/^\S+Z id-1 \[INFO\] logged$/),
      'FC Invoke End RequestId: id-1',
    ]);
  });

  it('a log that names the kind of error', async () => {
    const { invoke, printed } = start(configOf('failing'));
    await invoke('error');
    expect(printed().at(-1)).toBe('FC Invoke End RequestId: id-1, Error: Handled function error');
  });
});
