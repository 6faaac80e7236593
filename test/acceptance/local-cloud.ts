import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createOssStore } from '../../src/stores/oss/oss-client.ts';
import type { Store } from '../../src/stores/store.ts';

export const CREDENTIALS = { accessKeyId: 'autoalias', accessKeySecret: 'autoalias-secret' };
const REGION = 'cn-hangzhou';
const CLI = resolve('dist/cli/autoalias.mjs');

/** The built command line, run as a user runs it. It may be killed and started again on the same data. */
export interface LocalCloud {
  readonly dataDir: string;
  /** Standard error so far. */
  readonly log: () => string;
  start(): Promise<void>;
  /** As a machine that loses power: no goodbye. */
  kill(): Promise<void>;
  stop(): Promise<number | null>;
  store(bucket: string, connections?: number): Store;
  stats(): Promise<{ queue: Record<string, number>; deliveries: Record<string, number> }>;
  endpoint(): string;
  api(): string;
  /** Resident memory of the process, in bytes. */
  rss(): number;
  remove(): void;
}

export const localCloud = (variables: Record<string, string> = {}): LocalCloud => {
  const dataDir = mkdtempSync(join(tmpdir(), 'autoalias-'));
  let child: ChildProcess | undefined;
  let ready = { store: '', api: '' };
  let log = '';
  const ended = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child === undefined || child.exitCode !== null) return child?.exitCode ?? null;
    const exit = once(child, 'exit');
    child.kill(signal);
    return (await exit)[0] as number | null;
  };
  return {
    dataDir,
    log: () => log,
    start: async () => {
      child = spawn(process.execPath, [CLI, 'dev'], {
        env: {
          ...process.env,
          AUTOALIAS_DATA: dataDir,
          // The same ports after a restart, as a user has them: clients go on where they were.
          AUTOALIAS_STORE_PORT: new URL(ready.store || 'http://x:0').port || '0',
          AUTOALIAS_PORT: new URL(ready.api || 'http://x:0').port || '0',
          ...variables,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child.stderr?.on('data', (text) => {
        log += String(text);
      });
      const { stdout } = child;
      if (stdout === null) throw new TypeError('the child has no standard output');
      for await (const line of createInterface({ input: stdout })) {
        const parsed = JSON.parse(line) as { ready?: boolean; store: string; api: string };
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
    api: () => ready.api,
    rss: () => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child?.pid)], { encoding: 'utf8' })) * 1024,
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  };
};
