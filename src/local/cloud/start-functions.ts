import { join } from 'node:path';
import { openLogFile } from '../data/log-file.ts';
import type { CloudState } from '../data/open-state.ts';
import { Dispatcher } from '../queue/dispatcher.ts';
import type { Delivery, Invocation } from '../queue/invocation.ts';
import { type Attempt, EVENT_STREAM_POLICY } from '../queue/retry-policy.ts';
import type { FunctionConfig } from '../runtime/function-config.ts';
import { createFunctionRuntime, type FunctionRuntime } from '../runtime/function-runtime.ts';
import type { LogLine } from '../runtime/log-line.ts';
import { timerEvent } from '../runtime/start-timer.ts';
import { withEventCredentials } from '../triggers/event-credentials.ts';
import { mergePayloads } from '../triggers/merge-payloads.ts';
import { type AsyncConfigs, createAsyncConfigs } from './async-configs.ts';
import { ACCOUNT_ID, functionConfigs, retryPolicies, SWEEP_FUNCTION } from './cloud-functions.ts';
import type { CloudOptions, CloudRules } from './cloud-options.ts';
import { readDecision } from './decision.ts';
import { createDecisionBook } from './decision-book.ts';
import { CFC_EVENTS_FUNCTION, CFC_SWEEP_FUNCTION, cfcConfigs, cfcRetryPolicies } from './functions/cfc-functions.ts';
import { cfcEnvironmentOf, functionComputeEnvironment } from './functions/function-environments.ts';
import { enqueueSweeps, type Sweeper, startSweeps } from './functions/start-sweeps.ts';
import { sparingly } from './sparingly.ts';

/** How long running invocations may continue when the local cloud stops, in milliseconds. */
const GRACE_MS = 5000;

export interface FunctionsParts {
  readonly options: CloudOptions;
  readonly state: CloudState;
  /** Endpoint of the store. */
  readonly store: string;
  /** Endpoint of the store by the protocol of BOS. */
  readonly bos: string;
  readonly newId: () => string;
  readonly report: (delivery: Delivery) => void;
  /** Called for each line of a function's log. */
  readonly logged: (line: LogLine) => void;
}

export interface Functions {
  readonly runtime: FunctionRuntime;
  readonly dispatcher: Dispatcher;
  readonly asyncConfigs: AsyncConfigs;
  /** The functions as new invocations run them. */
  configs(): readonly FunctionConfig[];
  /** Names the endpoint of the API of Function Compute, which the tasks of a sweep call. Sweeps are not divided before. */
  useApi(url: string): Promise<void>;
  /** Replaces all instances with ones that have these rules, and then queues a sweep. */
  useRules(rules: CloudRules, looked?: Promise<unknown>): Promise<void>;
  close(): Promise<void>;
}

/** Starts the function instances, the delivery of queued invocations, and the timer of the sweep. */
export function startFunctions(parts: FunctionsParts): Functions {
  const { options, state } = parts;
  const { maxAsyncRetryAttempts: attempts } = options;
  const logFile = openLogFile(join(options.dataDir, 'log', 'functions.log'), (cause) =>
    options.trouble(new Error(`log/functions.log misses lines: ${String(cause)}`, { cause })),
  );
  const book = createDecisionBook();
  const runtime = startRuntime(parts, (line) => {
    logFile.write(`${new Date(line.time).toISOString()} ${line.functionName} ${line.requestId} ${line.text}`);
    parts.logged(line);
    const decision = readDecision(line);
    if (decision === undefined) return;
    book.add(decision);
    options.decided?.(decision);
  });
  const asyncConfigs = createAsyncConfigs(
    new Map([...retryPolicies(options.sweepTasks !== undefined), ...cfcRetryPolicies()]),
    Date.now,
  );
  let configs = configsOf(parts, options);
  let rulesInUse: CloudRules = options;
  let api: string | undefined;
  const dispatcher = new Dispatcher({
    queue: state.queue,
    // If outcomes could not be written on a nearly full disk, the same events would be delivered again and again.
    commit: (work) => state.group.run(work, 'reclaim'),
    attempt: (invocations) => {
      const [first] = invocations;
      book.open(first.id);
      return state.tasks.run(first, () => attempt(runtime, invocations, options), { kind: 'succeeded' });
    },
    settled: (invocation, step, wasTried) => state.tasks.settle(invocation, step, wasTried, Date.now()),
    policyOf: ({ functionName, retriedBy }) => ({
      ...(retriedBy === 'event-stream' ? EVENT_STREAM_POLICY : asyncConfigs.policyOf(functionName)),
      ...(attempts !== undefined && { maxAsyncRetryAttempts: attempts }),
    }),
    parallel: options.instances ?? INSTANCES,
    now: Date.now,
    steady: state.steady,
    after,
    ...(options.duplicates ? { random: Math.random } : {}),
    report: (delivery) => parts.report({ ...delivery, decisions: book.take(delivery.requestId) }),
    // The dispatcher retries every second, so the same trouble repeats.
    trouble: sparingly(options.trouble, state.steady),
  });
  state.onQueued(() => dispatcher.wake());
  // Delivers what an earlier run left in the queue.
  dispatcher.wake();
  const sweeping = { ...parts, sweepers: sweepersOf(parts), after };
  const stopTimer = startSweeps({
    ...sweeping,
    everySeconds: options.sweepSeconds,
    notice: options.notice,
    trouble: options.trouble,
  });
  let isClosed = false;
  return {
    runtime,
    dispatcher,
    asyncConfigs,
    configs: () => configs,
    useApi: async (url) => {
      api = url;
      configs = configsOf(parts, rulesInUse, api);
      await runtime.reconfigure(configs);
    },
    useRules: async (rules, looked) => {
      rulesInUse = rules;
      configs = configsOf(parts, rules, api);
      await Promise.all([runtime.reconfigure(configs), looked]);
      // Only now, because an instance with the former rules could undo what the sweep did.
      const event = timerEvent({ name: 'rules-changed', payload: '' }, Date.now());
      if (!isClosed) await state.group.run(() => enqueueSweeps(sweeping, event));
    },
    close: async () => {
      isClosed = true;
      stopTimer();
      const delivered = dispatcher.close();
      await Promise.race([delivered, new Promise((resolve) => setTimeout(resolve, GRACE_MS).unref())]);
      // Ends invocations that still run. They stay in the queue and are delivered again at the next start.
      await runtime.close();
      await delivered;
      await logFile.close();
    },
  };
}

function configsOf(parts: FunctionsParts, rules: CloudRules, api?: string): readonly FunctionConfig[] {
  const { options, store, bos } = parts;
  const http = { token: options.token, ...options.access };
  return [
    ...functionConfigs({
      shared: functionComputeEnvironment(options, store, rules),
      http,
      sweep: sweepEnvironment(options, api),
    }),
    ...cfcConfigs(cfcEnvironmentOf(options, bos, rules), http),
  ];
}

function sweepEnvironment({ sweepTasks }: CloudOptions, api: string | undefined): Readonly<Record<string, string>> {
  if (sweepTasks === undefined || api === undefined) return {};
  const { most, objects } = sweepTasks;
  return {
    AUTOALIAS_SWEEP_TASKS: String(most),
    ...(objects === undefined ? {} : { AUTOALIAS_SWEEP_OBJECTS: String(objects) }),
    AUTOALIAS_FC_ENDPOINT: api,
  };
}

function startRuntime(parts: FunctionsParts, log: (line: LogLine) => void): FunctionRuntime {
  const { options, newId } = parts;
  return createFunctionRuntime({
    account: { accountId: ACCOUNT_ID, region: options.region, credentials: options.credentials },
    functions: configsOf(parts, options),
    functionsDir: options.functionsDir,
    workerFile: options.workerFile,
    instances: options.instances ?? INSTANCES,
    log,
    now: Date.now,
    newId,
  });
}

/**
 * Default for the instances of each function and the concurrent deliveries to it. Measured on two cores with 2,000
 * uploads whose 4,400 deliveries share their aliases, for 1, 2, 4 and 8 instances: 17, 15, 15 and 18 seconds until the
 * queue was empty, and 19, 22, 23 and 29 seconds of CPU. The number of requests was always 40,000.
 */
const INSTANCES = 2;

async function attempt(
  runtime: FunctionRuntime,
  invocations: readonly [Invocation, ...Invocation[]],
  { credentials }: CloudOptions,
): Promise<Attempt> {
  const [{ functionName, id, functionErrors, retriedBy }] = invocations;
  const payload = mergePayloads(invocations.map((invocation) => invocation.payload));
  const isBos = functionName === CFC_EVENTS_FUNCTION;
  const event = isBos ? withEventCredentials(payload, credentials, Date.now()) : payload;
  const result = await runtime.invoke(functionName, Buffer.from(event), {
    requestId: id,
    // Function Compute does not know that an event stream calls again.
    retryCount: retriedBy === 'event-stream' ? 0 : functionErrors,
  });
  if (result.ok) return { kind: 'succeeded' };
  return { kind: 'function-error', message: `${result.error.errorType}: ${result.error.errorMessage}` };
}

function after(milliseconds: number, callback: () => void): () => void {
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
}

/** The sweeps of both platforms. Buckets of BOS without objects start no function. */
function sweepersOf({ options, state }: FunctionsParts): readonly Sweeper[] {
  const buckets = [options.bucket, ...(options.otherBuckets ?? [])];
  return [
    { functionName: SWEEP_FUNCTION, payloadOf: (event) => JSON.stringify(event), isNeeded: () => true },
    {
      functionName: CFC_SWEEP_FUNCTION,
      // The input of the trigger, as `deploy --cloud baidu` sets it.
      payloadOf: () => '{}',
      isNeeded: () => buckets.some((bucket) => state.bosEngine.listObjects({ bucket, maxKeys: 1 }).objects.length > 0),
    },
  ];
}
