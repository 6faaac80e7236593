import { join } from 'node:path';
import { ACCOUNT_ID, functionConfigs, retryPolicyOf } from './cloud-functions.ts';
import type { CloudOptions } from './cloud-options.ts';
import { type LogFile, openLogFile } from './log-file.ts';
import type { CloudState } from './open-state.ts';
import type { Delivery } from './queue/delivery.ts';
import { Dispatcher } from './queue/dispatcher.ts';
import { type Invocation, newInvocation } from './queue/invocation.ts';
import type { Attempt } from './queue/retry-policy.ts';
import { createFunctionRuntime, type FunctionRuntime } from './runtime/function-runtime.ts';
import { startTimer } from './runtime/start-timer.ts';

/** How long functions may go on when the local cloud stops, in milliseconds. */
const GRACE_MS = 5000;

export interface FunctionsParts {
  readonly options: CloudOptions;
  readonly state: CloudState;
  /** Endpoint of the store. */
  readonly store: string;
  readonly newId: () => string;
  readonly report: (delivery: Delivery) => void;
}

export interface Functions {
  readonly runtime: FunctionRuntime;
  readonly dispatcher: Dispatcher;
  close(): Promise<void>;
}

/** What runs the functions: instances, delivery of what is queued, and the timer of the sweep. */
export const startFunctions = (parts: FunctionsParts): Functions => {
  const { options, state } = parts;
  const { maxAsyncRetryAttempts: attempts } = options;
  const logFile = openLogFile(join(options.dataDir, 'log', 'functions.log'), options.trouble);
  const runtime = startRuntime(parts, logFile);
  const dispatcher = new Dispatcher({
    queue: state.queue,
    commit: state.group.run,
    attempt: (invocation) => attempt(runtime, invocation),
    policyOf: (name) => ({
      ...retryPolicyOf(name),
      ...(attempts !== undefined && { maxAsyncRetryAttempts: attempts }),
    }),
    parallel: options.instances ?? INSTANCES,
    now: Date.now,
    after,
    ...(options.duplicates ? { random: Math.random } : {}),
    report: parts.report,
    trouble: options.trouble,
  });
  state.onQueued(() => dispatcher.wake());
  // What an earlier run left is delivered now.
  dispatcher.wake();
  const stopTimer = startSweeps(parts);
  return {
    runtime,
    dispatcher,
    close: async () => {
      stopTimer();
      const delivered = dispatcher.close();
      await Promise.race([delivered, new Promise((resolve) => setTimeout(resolve, GRACE_MS).unref())]);
      // Ends what still runs; it stays in the queue and is delivered again at the next start.
      await runtime.close();
      await delivered;
      await logFile.close();
    },
  };
};

const startRuntime = ({ options, store, newId }: FunctionsParts, logFile: LogFile): FunctionRuntime =>
  createFunctionRuntime({
    account: { accountId: ACCOUNT_ID, region: options.region, credentials: options.credentials },
    functions: functionConfigs({ shared: environmentOf(options, store), token: options.token }),
    functionsDir: options.functionsDir,
    workerFile: options.workerFile,
    instances: options.instances ?? INSTANCES,
    log: ({ time, functionName, requestId, text }) =>
      logFile.write(`${new Date(time).toISOString()} ${functionName} ${requestId} ${text}`),
    now: Date.now,
    newId,
  });

/**
 * Instances of each function, and deliveries at once. Measured on two cores with 2,000 uploads whose 4,400 deliveries
 * share their aliases: the requests are the same with one as with eight (40,000), since who meets another does no listing
 * any more. From the first upload to quiet it took 17 s with one, 15 with two and with four, 18 with eight, and the CPU
 * only grew, from 19 s over 22 and 23 to 29: more threads than cores only take them from the store.
 */
const INSTANCES = 2;

const environmentOf = (options: CloudOptions, store: string): Readonly<Record<string, string>> => ({
  OSS_ENDPOINT: store,
  OSS_REGION: options.region,
  OSS_BUCKET: [options.bucket, ...(options.otherBuckets ?? [])].join(','),
  ...(options.rulesFile === undefined ? {} : { AUTOALIAS_RULES: options.rulesFile }),
});

const attempt = async (runtime: FunctionRuntime, invocation: Invocation): Promise<Attempt> => {
  const result = await runtime.invoke(invocation.functionName, Buffer.from(invocation.payload), {
    requestId: invocation.id,
    retryCount: invocation.functionErrors,
  });
  if (result.ok) return { kind: 'succeeded' };
  return { kind: 'function-error', message: `${result.error.errorType}: ${result.error.errorMessage}` };
};

const after = (milliseconds: number, callback: () => void): (() => void) => {
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
};

/** The timer calls asynchronously, so that a sweep is queued, retried and given up as an event is. */
const startSweeps = ({ options, state, newId }: FunctionsParts): (() => void) =>
  startTimer(
    { name: 'schedule', functionName: 'sweep', everySeconds: options.sweepSeconds, payload: '' },
    {
      now: Date.now,
      after,
      fire: (trigger, event) => {
        const invocation = newInvocation({
          id: newId(),
          functionName: trigger.functionName,
          payload: JSON.stringify(event),
          trigger: trigger.name,
          eventName: 'Timer',
          key: '',
          acceptedAt: Date.now(),
        });
        state.group.run(() => state.enqueue(invocation)).catch(options.trouble);
      },
    },
  );
