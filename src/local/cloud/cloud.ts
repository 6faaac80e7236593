import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { type CfcParts, cfcApi } from '../api/cfc/cfc-api.ts';
import { cfcHttpTrigger } from '../api/cfc/cfc-http-trigger.ts';
import { fcApi } from '../api/fc/fc-api.ts';
import type { FcParts } from '../api/fc/fc-parts.ts';
import { functionArn } from '../api/fc/function-view.ts';
import { httpTrigger } from '../api/http-trigger.ts';
import { type ApiServer, listenApi } from '../api/listen-api.ts';
import { createLocalApi } from '../api/local-api.ts';
import { createFailedEventsQueue } from '../api/mns/failed-events-queue.ts';
import { type MnsParts, mnsApi } from '../api/mns/mns-api.ts';
import { portError } from '../connections/port-error.ts';
import { lockDataDir } from '../data/lock-data-dir.ts';
import { type CloudState, openState } from '../data/open-state.ts';
import { closeDataDir } from '../data/use-data-dir.ts';
import { isDiskFull } from '../storage/disk-full.ts';
import { type CloudCounters, createCloudCounters } from './cloud-counters.ts';
import { ACCOUNT_ID, HTTP_FUNCTION } from './cloud-functions.ts';
import { type CloudMetrics, createCloudMetrics } from './cloud-metrics.ts';
import type { Cloud, CloudOptions, CloudRules, CloudStats } from './cloud-options.ts';
import { CFC_HTTP_FUNCTION } from './functions/cfc-functions.ts';
import { recordCloud } from './running-cloud.ts';
import { type Functions, startFunctions } from './start-functions.ts';
import { type OnClose, startStores } from './start-stores.ts';

/**
 * Starts the local cloud: the object store with the protocols of OSS and BOS, and the built functions of Function Compute and
 * CFC. Throws `config-invalid` if another process uses the data directory or a port, and closes everything that was opened until then.
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const closers: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const closeOne of closers.splice(0).reverse()) await closeOne();
  };
  try {
    return { ...(await openCloud(options, (closeOne) => closers.push(closeOne))), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openCloud(options: CloudOptions, onClose: OnClose): Promise<Omit<Cloud, 'close'>> {
  const { dataDir, notice } = options;
  onClose(lockDataDir(dataDir, newId));
  if (closeDataDir(dataDir)) notice?.(`other users could read the data directory ${dataDir}; now only you can`);
  const state = await openState(options, newId);
  const counters = createCloudCounters();
  let functions: Functions | undefined;
  let last: CloudStats | undefined;
  const stats = (): CloudStats => {
    const inFlight = functions?.dispatcher.inFlight ?? 0;
    return last ?? { ...counters.totals(), queue: { ...state.queue.counts(), inFlight } };
  };
  onClose(() => {
    last = stats();
    return state.close();
  });
  const metrics = createCloudMetrics(stats);
  const { store, bos } = await startStores(options, state, counters, onClose);
  functions = startFunctions({
    options,
    state,
    store,
    bos,
    newId,
    report: (delivery) => {
      counters.countDelivery(delivery);
      options.delivered?.(delivery);
    },
    logged: metrics.observe,
  });
  onClose(functions.close);
  const api = await startApi({ options, state, functions, counters, stats, metrics });
  onClose(api.close);
  if (options.sweepTasks !== undefined) await functions.useApi(api.url);
  onClose(record(options, { store, bos, api: api.url }));
  const { useRules } = functions;
  return {
    store,
    bos,
    api: api.url,
    bucket: options.bucket,
    stats,
    useRules: (rules: CloudRules, looked?: Promise<unknown>) => {
      state.useRules(rules);
      return useRules(rules, looked);
    },
  };
}

/** Without a free byte on the disk the store can still be read, but commands in other terminals cannot find it. */
function record(
  { dataDir, bucket, token, trouble }: CloudOptions,
  urls: { readonly store: string; readonly bos: string; readonly api: string },
): () => void {
  try {
    return recordCloud(dataDir, { ...urls, bucket, token });
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    trouble(new Error(`commands in other terminals cannot find this local cloud: ${error.message}`, { cause: error }));
    return () => {};
  }
}

interface ApiParts {
  readonly options: CloudOptions;
  readonly state: CloudState;
  readonly functions: Functions;
  readonly counters: CloudCounters;
  readonly stats: () => CloudStats;
  readonly metrics: CloudMetrics;
}

function startApi({ options, state, functions, counters, stats, metrics }: ApiParts): Promise<ApiServer> {
  const trigger = {
    runtime: functions.runtime,
    functionName: HTTP_FUNCTION,
    accountId: ACCOUNT_ID,
    now: Date.now,
    newId,
  };
  const fcParts = fcPartsOf(options, state, functions);
  const app = createLocalApi({
    stats,
    metrics,
    choices: state.engine.choices,
    deliveries: counters.deliveries,
    deadLetters: state.queue.deadLetters,
    replay: async (id) => {
      const replayed = await state.group.run(() => state.queue.replay(id, state.steady()), 'reclaim');
      if (replayed) functions.dispatcher.wake();
      return replayed;
    },
    kill: functions.runtime.kill,
    invokeHttp: httpTrigger(trigger),
    invokeCfcHttp: cfcHttpTrigger({ runtime: functions.runtime, functionName: CFC_HTTP_FUNCTION, newId }),
    callCfc: cfcApi(cfcPartsOf(options, state, functions)),
    callFc: fcApi(fcParts),
    callMns: mnsApi(mnsPartsOf(state, fcParts)),
    sourceIp: (c) => getConnInfo(c).remote.address ?? '',
    target: (c) => (c.env as HttpBindings).incoming.url ?? '/',
    port: (c) => (c.env as HttpBindings).incoming.socket.localPort,
    listensOn: options.host,
  });
  const { host, apiPort: port } = options;
  return listenApi(app, port, host).catch((error: unknown) => {
    throw portError(error, { name: 'API', host, port, setting: '--port or AUTOALIAS_PORT' });
  });
}

function fcPartsOf(options: CloudOptions, state: CloudState, functions: Functions): FcParts {
  const { region, credentials, bucket, otherBuckets = [], sweepSeconds } = options;
  return {
    runtime: functions.runtime,
    functions: () => functions.configs().filter(({ platform }) => platform === undefined),
    asyncConfigs: functions.asyncConfigs,
    enqueue: (invocation, due) =>
      state.group.run(() => {
        if (invocation.taskId !== undefined && !state.tasks.add(invocation, Date.now())) return false;
        state.enqueue(invocation, due);
        return true;
      }),
    tasks: {
      ...state.tasks,
      stop: (functionName, taskId) => state.group.run(() => state.tasks.stop(functionName, taskId, Date.now())),
    },
    delivery: state.delivery,
    triggers: state.triggers,
    buckets: [bucket, ...otherBuckets],
    sweepSeconds,
    account: { accountId: ACCOUNT_ID, region, credentials },
    startedAt: Date.now(),
    now: Date.now,
    steady: state.steady,
    newId,
  };
}

function cfcPartsOf({ credentials, trouble }: CloudOptions, state: CloudState, functions: Functions): CfcParts {
  return {
    runtime: functions.runtime,
    functions: () => functions.configs().filter(({ platform }) => platform === 'cfc'),
    policyOf: functions.asyncConfigs.get,
    enqueue: (invocation) => state.group.run(() => state.enqueue(invocation)),
    credentials,
    startedAt: Date.now(),
    now: Date.now,
    steady: state.steady,
    newId,
    trouble,
  };
}

function mnsPartsOf(state: CloudState, fcParts: FcParts): MnsParts {
  const { account, startedAt, now } = fcParts;
  const queue = createFailedEventsQueue({
    deadLetters: state.queue.deadLetters,
    discard: (id) => state.group.run(() => state.queue.discard(id), 'reclaim'),
    functionArn: (name) => functionArn(name, fcParts),
    now,
  });
  return { queue, credentials: account.credentials, startedAt, now, newId };
}

/** 32 lower-case hex digits. Faster than random bytes, because Node generates randomness for many UUIDs at once. */
function newId(): string {
  return randomUUID().replaceAll('-', '');
}
