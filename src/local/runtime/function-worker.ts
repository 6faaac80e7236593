import { parentPort, workerData } from 'node:worker_threads';
import { callHandler, type Handler, responseBody } from './call-handler.ts';
import { type CfcHandler, callCfcHandler } from './cfc/call-cfc-handler.ts';
import { isCfcRun, type RunContext } from './cfc/cfc-run.ts';
import type { Context } from './context.ts';
import { functionErrorOf } from './function-error.ts';
import type { FromInstance, InstanceData, ToInstance } from './instance-message.ts';

/**
 * The program of a worker thread, which is one function instance. It loads the bundle, runs its `initialize` once if it
 * exports one, and then answers one invocation at a time.
 */
type Hook = (context: Context) => unknown;

const { bundle, method }: InstanceData = workerData;

function send(message: FromInstance): void {
  parentPort?.postMessage(message);
}

// Printed text is sent through the same channel as the answer. Through a pipe, the answer could arrive first.
const capture: typeof process.stdout.write = (chunk, encoding?: unknown, done?: unknown) => {
  send({ kind: 'printed', text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8') });
  const callback = typeof encoding === 'function' ? encoding : done;
  if (typeof callback === 'function') callback();
  return true;
};
process.stdout.write = capture;
process.stderr.write = capture;

interface Loaded {
  readonly handler: unknown;
  readonly preStop: Hook | undefined;
}

async function load(context: RunContext): Promise<Loaded> {
  const exports: Record<string, unknown> = await import(bundle);
  const handler = exports[method];
  if (!isFunction(handler)) {
    throw new TypeError(`${bundle} exports no function '${method}'; the handler's name must be that of an export`);
  }
  // CFC has no hooks.
  if (isCfcRun(context)) return { handler, preStop: undefined };
  const { initialize, preStop } = exports;
  if (isFunction<Hook>(initialize)) await framed('Initialize', initialize, context);
  return { handler, preStop: isFunction<Hook>(preStop) ? preStop : undefined };
}

/** Runs a hook, and prints the lines that the platform logs before and after it. */
async function framed(name: 'Initialize' | 'PreStop', hook: Hook, context: Context): Promise<void> {
  console.log(`FC ${name} Start RequestId: ${context.requestId}`);
  try {
    await hook(withLogger(context));
    console.log(`FC ${name} End RequestId: ${context.requestId}`);
  } catch (error) {
    console.log(`FC ${name} End RequestId: ${context.requestId}, Error: Handled function error`);
    throw error;
  }
}

function isFunction<F = (...given: never) => unknown>(value: unknown): value is F {
  return typeof value === 'function';
}

function withLogger(context: Context): Context {
  const at =
    (level: string) =>
    (...parts: readonly unknown[]): void =>
      console.log(`${new Date().toISOString()} ${context.requestId} [${level}]`, ...parts);
  const methods = { debug: at('DEBUG'), info: at('INFO'), warn: at('WARN'), error: at('ERROR'), log: at('INFO') };
  return { ...context, logger: { ...context.logger, ...methods } };
}

let loaded: ReturnType<typeof load> | undefined;

async function invoke(event: Uint8Array, context: RunContext): Promise<FromInstance> {
  if (!loaded) {
    try {
      loaded = load(context);
      await loaded;
    } catch (error) {
      return { kind: 'unusable', error: functionErrorOf(error) };
    }
    send({ kind: 'initialized' });
  }
  try {
    const { handler } = await loaded;
    return { kind: 'returned', body: responseBody(await call(handler, event, context)) };
  } catch (error) {
    return { kind: 'failed', error: functionErrorOf(error) };
  }
}

/** The export was checked to be a function when it was loaded. What it takes depends on the platform. */
function call(handler: unknown, event: Uint8Array, context: RunContext): Promise<unknown> {
  if (isCfcRun(context)) return callCfcHandler(handler as CfcHandler, event, context.handlerContext);
  const view = Buffer.from(event.buffer, event.byteOffset, event.byteLength);
  return callHandler(handler as Handler, view, withLogger(context));
}

async function stop(context: RunContext): Promise<FromInstance> {
  try {
    const preStop = (await loaded)?.preStop;
    if (preStop && !isCfcRun(context)) await framed('PreStop', preStop, context);
  } catch (error) {
    console.error(error);
  }
  return { kind: 'stopped' };
}

parentPort?.on('message', (message: ToInstance) => {
  const answer = message.kind === 'invoke' ? invoke(message.event, message.context) : stop(message.context);
  answer.then(send, (error: unknown) => send({ kind: 'failed', error: functionErrorOf(error) }));
});
