import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createBosStore } from '../../src/stores/bos/client/bos-client.ts';
import { createOssStore } from '../../src/stores/oss/client/oss-client.ts';
import type { Store } from '../../src/stores/store.ts';

export const CREDENTIALS = { accessKeyId: 'autoalias', accessKeySecret: 'autoalias-secret' };
const REGION = 'cn-hangzhou';
const CLI = resolve('dist/cli/autoalias.mjs');

/** The built command line, run as a user runs it. Tests may kill it and start it again on the same data. */
export interface LocalCloud {
  readonly dataDir: string;
  /** Standard error so far. */
  readonly log: () => string;
  /** With `inspected`, V8's inspector listens. */
  start(inspected?: 'inspected'): Promise<void>;
  /** Sends SIGKILL, which simulates a power failure: there is no shutdown. */
  kill(): Promise<void>;
  stop(): Promise<number | null>;
  store(bucket: string, connections?: number): Store;
  stats(): Promise<{ queue: Record<string, number>; deliveries: Record<string, number> }>;
  endpoint(): string;
  /** Endpoint of the store by the protocol of BOS. */
  bos(): string;
  bosStore(bucket: string, connections?: number): Store;
  api(): string;
  /** Memory of the process, in bytes. */
  memory(): ProcessMemory;
  /** The address of the process's inspector, or an empty text. */
  inspector(): string;
  remove(): void;
}

export interface ProcessMemory {
  readonly resident: number;
  /**
   * Excludes the pages of mapped files, which are the system's cache of the table. Equal to `resident` if the system
   * does not report them.
   */
  readonly own: number;
}

function memoryOf(pid: number): ProcessMemory {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) {
    const resident = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;
    return { resident, own: resident };
  }
  const text = readFileSync(status, 'utf8');
  const field = (name: string): number => Number(text.match(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm'))?.[1]) * 1024;
  return { resident: field('VmRSS'), own: field('RssAnon') };
}

export function localCloud(variables: Record<string, string> = {}): LocalCloud {
  const dataDir = mkdtempSync(join(tmpdir(), 'autoalias-'));
  let child: ChildProcess | undefined;
  let ready = { store: '', api: '', bos: '' };
  let log = '';
  let inspector = '';
  const ended = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child === undefined || child.exitCode !== null) return child?.exitCode ?? null;
    const exit = once(child, 'exit');
    child.kill(signal);
    return (await exit)[0] as number | null;
  };
  return {
    dataDir,
    log: () => log,
    start: async (inspected) => {
      inspector = '';
      const flags = inspected === undefined ? [] : ['--inspect=127.0.0.1:0'];
      child = spawn(process.execPath, [...flags, CLI, 'dev'], {
        env: {
          ...process.env,
          AUTOALIAS_DATA: dataDir,
          // The same ports after a restart, so that clients can continue.
          AUTOALIAS_STORE_PORT: new URL(ready.store || 'http://x:0').port || '0',
          AUTOALIAS_PORT: new URL(ready.api || 'http://x:0').port || '0',
          AUTOALIAS_BOS_PORT: new URL(ready.bos || 'http://x:0').port || '0',
          ...variables,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child.stderr?.on('data', (text) => {
        log += String(text);
        inspector = /Debugger listening on (ws:\S+)/.exec(String(text))?.[1] ?? inspector;
      });
      const { stdout } = child;
      if (stdout === null) throw new TypeError('the child has no standard output');
      for await (const line of createInterface({ input: stdout })) {
        const parsed = JSON.parse(line) as { ready?: boolean; store: string; api: string; bos: string };
        if (parsed.ready === true) {
          ready = parsed;
          stdout.resume();
          return;
        }
      }
      throw new Error(`the local cloud ended before it was ready:\n${log}`);
    },
    kill: async () => void (await ended('SIGKILL')),
    stop: () => ended('SIGINT'),
    store: (bucket, connections = 32) =>
      createOssStore({ endpoint: ready.store, region: REGION, bucket, credentials: () => CREDENTIALS, connections }),
    stats: async () => (await (await fetch(`${ready.api}/local/stats`)).json()) as never,
    endpoint: () => ready.store,
    bos: () => ready.bos,
    bosStore: (bucket, connections = 32) =>
      createBosStore({ endpoint: ready.bos, region: 'bj', bucket, credentials: () => CREDENTIALS, connections }),
    api: () => ready.api,
    memory: () => memoryOf(child?.pid ?? 0),
    inspector: () => inspector,
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  };
}
