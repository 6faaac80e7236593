import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloud } from '../../src/local/cloud/cloud.ts';
import type { Cloud, CloudOptions, CloudStats } from '../../src/local/cloud/cloud-options.ts';
import { createOssStore } from '../../src/stores/oss/client/oss-client.ts';
import type { Store } from '../../src/stores/store.ts';
import { buildFunctions } from './build-functions.ts';
import { buildWorker } from './build-worker.ts';

export const CREDENTIALS = { accessKeyId: 'autoalias', accessKeySecret: 'autoalias-secret' };
const TOKEN = 'a-token-of-thirty-two-characters!';

export interface RunningCloud {
  readonly cloud: Cloud;
  readonly store: Store;
}

/** Local clouds in this process, on the functions and the worker as their source is now. */
export interface CloudRig {
  readonly root: string;
  optionsOf(dataDir: string, fields?: Partial<CloudOptions>): CloudOptions;
  /** `dataDir` is relative to the root, and may be that of one that was closed. */
  start(dataDir: string, fields?: Partial<CloudOptions>): Promise<RunningCloud>;
  /** Ends what was started. */
  close(): Promise<void>;
  remove(): Promise<void>;
}

export async function openCloudRig(): Promise<CloudRig> {
  const root = await mkdtemp(join(tmpdir(), 'cloud-'));
  const [workerFile] = await Promise.all([buildWorker(root), buildFunctions(join(root, 'functions'))]);
  const closers: (() => Promise<unknown>)[] = [];
  const optionsOf = (dataDir: string, fields: Partial<CloudOptions> = {}): CloudOptions => ({
    dataDir: join(root, dataDir),
    host: '127.0.0.1',
    storePort: 0,
    bosPort: 0,
    apiPort: 0,
    region: 'cn-hangzhou',
    credentials: CREDENTIALS,
    bucket: 'demo',
    token: TOKEN,
    functionsDir: join(root, 'functions'),
    workerFile,
    triggerPrefixes: ['releases/'],
    sweepSeconds: 300,
    trouble: (error) => {
      throw error;
    },
    ...fields,
  });
  return {
    root,
    optionsOf,
    start: async (dataDir, fields) => {
      const cloud = await startCloud(optionsOf(dataDir, fields));
      const store = createOssStore({
        endpoint: cloud.store,
        region: 'cn-hangzhou',
        bucket: cloud.bucket,
        credentials: () => CREDENTIALS,
      });
      closers.push(cloud.close, store.close);
      return { cloud, store };
    },
    close: async () => {
      for (const close of closers.splice(0).reverse()) await close();
    },
    remove: () => rm(root, { recursive: true }),
  };
}

/** Asks the API of a cloud of this rig, with its token. */
export function ask(cloud: Cloud, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${cloud.api}${path}`, { ...init, headers: { authorization: `Bearer ${TOKEN}`, ...init.headers } });
}

export async function askJson(cloud: Cloud, path: string, init: RequestInit = {}): Promise<unknown> {
  return JSON.parse(await (await ask(cloud, path, init)).text());
}

export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Until the queue is like that: `later` waits for another try. */
export function untilQueue(cloud: Cloud, isSo: (queue: CloudStats['queue']) => boolean): Promise<void> {
  return until(() => isSo(cloud.stats().queue));
}

/** Until nothing waits for delivery, nor for another try. */
export function quiet(cloud: Cloud): Promise<void> {
  return untilQueue(cloud, ({ ready, later }) => ready + later === 0);
}

export function putKey(store: Store, key: string) {
  return store.send({ operation: 'PutObject', key, body: new TextEncoder().encode(key) });
}

/** The target of a link. `none` if the key does not exist, `object` if it is not a link. */
export async function targetAt(store: Store, key: string): Promise<string> {
  const found = await store.send({ operation: 'GetSymlink', key });
  return found.found === 'symlink' ? found.target : found.found;
}
