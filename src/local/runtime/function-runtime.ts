import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cfcEnvironment, cfcRun, type RunContext } from './cfc/cfc-run.ts';
import { contextOf } from './context.ts';
import { environmentOf } from './environment.ts';
import type { Account, FunctionConfig } from './function-config.ts';
import { FunctionUnavailable } from './function-error.ts';
import { FunctionInstance } from './function-instance.ts';
import { FunctionPool, type Stop } from './function-pool.ts';
import type { InvocationResult } from './instance-message.ts';
import { endLine, type LogLine, startLine } from './log-line.ts';

export interface RuntimeOptions {
  readonly account: Account;
  readonly functions: readonly FunctionConfig[];
  /** Where the bundles are: `<file>.mjs` for the handler `<file>.<method>`. */
  readonly functionsDir: string;
  /** The program of an instance: `function-worker.ts`, bundled. */
  readonly workerFile: URL;
  /** Most instances of each function. */
  readonly instances: number;
  readonly log: (line: LogLine) => void;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly newId: () => string;
}

/** What a caller can set for one invocation. */
export interface InvokeOptions {
  /** Default: a new id. */
  readonly requestId: string;
  /** Number of earlier attempts that ended in a function error. Default: 0. */
  readonly retryCount: number;
  /** Receives the lines that this invocation logs, besides the log of the runtime. */
  readonly log: (line: LogLine) => void;
}

export interface FunctionRuntime {
  /** Runs a function once. Rejects only with {@link FunctionUnavailable}, if the function could not be run. */
  invoke(functionName: string, event: Uint8Array, invocation?: Partial<InvokeOptions>): Promise<InvocationResult>;
  /** Ends all instances of a function at once. Returns undefined if there is no such function. */
  kill(functionName: string): number | undefined;
  /**
   * Changes the configuration of the functions with these names. New invocations use it at once. Existing instances end
   * after their current invocation, and the promise is fulfilled once they have.
   */
  reconfigure(configs: readonly FunctionConfig[]): Promise<void>;
  /** Runs the `preStop` hooks and ends all instances. */
  close(): Promise<void>;
}

/** Most invocations that wait for an instance of one function. */
const WAITING = 1000;

/** Runs bundles in worker threads, with the contract of Function Compute 3.0 or of CFC. */
export function createFunctionRuntime(options: RuntimeOptions): FunctionRuntime {
  const functions = new Map<string, RunningFunction>(
    options.functions.map((config) => [config.name, { config, pool: poolOf(config, options) }]),
  );
  /** The arguments for stopping an instance of a function. */
  const stopOf = (config: FunctionConfig): Stop => {
    const requestId = options.newId();
    const context = runContext(options.account, config, { requestId, retryCount: 0 });
    return { context, print: printer(options, config, requestId) };
  };
  return {
    invoke: async (name, event, { requestId = options.newId(), retryCount = 0, log = () => {} } = {}) => {
      const found = functions.get(name);
      if (!found) throw noFunction(name, [...functions.keys()]);
      return invokeOnce(options, found, event, { requestId, retryCount, log });
    },
    kill: (name) => functions.get(name)?.pool.kill(),
    reconfigure: async (configs) => {
      const renewals = configs.map((config) => {
        const pool = functions.get(config.name)?.pool;
        if (pool === undefined) throw noFunction(config.name, [...functions.keys()]);
        functions.set(config.name, { config, pool });
        return pool.renew(starterOf(config, options), stopOf(config));
      });
      await Promise.all(renewals);
    },
    close: async () => {
      await Promise.all([...functions.values()].map(({ config, pool }) => pool.stop(stopOf(config))));
    },
  };
}

function runContext(
  account: Account,
  config: FunctionConfig,
  invocation: { readonly requestId: string; readonly retryCount: number },
): RunContext {
  return config.platform === 'cfc' ? cfcRun(config, invocation.requestId) : contextOf(account, config, invocation);
}

interface RunningFunction {
  readonly config: FunctionConfig;
  readonly pool: FunctionPool;
}

async function invokeOnce(
  options: RuntimeOptions,
  { config, pool }: RunningFunction,
  event: Uint8Array,
  invocation: InvokeOptions,
): Promise<InvocationResult> {
  const { requestId, log } = invocation;
  const print = printer(options, config, requestId, log);
  // The time that it waits for an instance does not count.
  let started = options.now();
  const outcome = await pool.invoke(event, runContext(options.account, config, invocation), print, () => {
    started = options.now();
    print(startLine(requestId));
  });
  const milliseconds = options.now() - started;
  if (outcome.ok) {
    print(endLine(requestId));
    return { ok: true, requestId, body: outcome.body, milliseconds };
  }
  const { fcErrorType, error } = outcome;
  print(endLine(requestId, fcErrorType === 'HandledInvocationError' ? 'Handled' : 'Unhandled'));
  return { ok: false, requestId, fcErrorType, error, milliseconds };
}

function noFunction(name: string, known: readonly string[]): FunctionUnavailable {
  return new FunctionUnavailable(404, `function ${name} does not exist; this local cloud has ${known.join(', ')}`);
}

/** Logs what a function prints, line by line. */
function printer(options: RuntimeOptions, config: FunctionConfig, requestId: string, log?: InvokeOptions['log']) {
  return (text: string) => {
    for (const line of text.replace(/\n$/, '').split('\n')) {
      const entry = { time: options.now(), functionName: config.name, requestId, text: line };
      options.log(entry);
      log?.(entry);
    }
  };
}

function poolOf(config: FunctionConfig, options: RuntimeOptions): FunctionPool {
  return new FunctionPool({
    functionName: config.name,
    instances: options.instances,
    waiting: WAITING,
    start: starterOf(config, options),
  });
}

function starterOf(config: FunctionConfig, options: RuntimeOptions): () => FunctionInstance {
  const dot = config.handler.lastIndexOf('.');
  const file = join(options.functionsDir, `${config.handler.slice(0, dot)}.mjs`);
  const data = { bundle: pathToFileURL(file).href, method: config.handler.slice(dot + 1) };
  return () => {
    if (!existsSync(file)) throw new Error(`${file} does not exist; build the functions first: npm run build`);
    const environment =
      config.platform === 'cfc'
        ? cfcEnvironment(config)
        : environmentOf(options.account, config, `c-${options.newId()}`);
    return new FunctionInstance({ workerFile: options.workerFile, data, environment, memory: config.memory });
  };
}
