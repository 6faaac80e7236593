import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { openLocalOss } from '../contract/local-oss.ts';
import { serveFixedBytes } from './fixed-bytes.ts';
import { fillGroup } from './large-group.ts';
import { fillReleases } from './release-store.ts';
import { slowedDown } from './slowed-down.ts';
import { ossInFolder, plainFiles } from './store-servers.ts';

/** Servers that rows measure. Each runs in a process of its own, so that its work does not count as that of the client. */
const SERVERS = {
  /** The embedded store, with a table in memory and a versioned bucket `demo`. */
  oss: async (): Promise<string> => (await openLocalOss('Enabled')).endpoint,
  /** The embedded store in a folder, with so many objects. */
  'oss-folder': ossInFolder,
  /** A plain server that writes and reads files. */
  files: plainFiles,
  /** The embedded store with a table in memory, and each response takes 5 ms. */
  'oss-slow': async (): Promise<string> => slowedDown((await openLocalOss('Enabled')).endpoint, 5),
  /** The embedded store with a table in memory, and the objects of a large group. */
  'oss-group': async (): Promise<string> => (await openLocalOss('Enabled', Date.now, fillGroup)).endpoint,
  /** The embedded store with a table in memory, and so many objects of releases, without aliases. */
  'oss-releases': ossWithReleases,
  /** Answers each request with the same bytes, those of OSS for PutSymlink. So the client is measured, and not a store. */
  fixed: serveFixedBytes,
} satisfies Record<string, (size: number) => Promise<string>>;

async function ossWithReleases(objects: number): Promise<string> {
  // So old that a sweep can keep facts about them.
  const now = (): number => Date.now() - HOUR;
  return (await openLocalOss('Enabled', now, (engine) => fillReleases(engine, objects))).endpoint;
}

const HOUR = 3_600_000;

export type ServerName = keyof typeof SERVERS;

export interface Server {
  /** http://127.0.0.1:port */
  readonly endpoint: string;
  /** Microseconds of CPU time of the process so far, of all threads. */
  cpu(): Promise<number>;
  /** Ends the process. */
  stop(): void;
}

/** Starts a server in a new process. `size` is how much it stores at its start, if it can. */
export async function startServer(name: ServerName, size = 0): Promise<Server> {
  const child = fork(process.argv[1] ?? '', ['serve', name, String(size)]);
  const endpoint = await firstMessage(child, name);
  return {
    endpoint,
    cpu: async () => {
      child.send('cpu');
      const [microseconds] = (await once(child, 'message')) as [number];
      return microseconds;
    },
    stop: () => void child.kill(),
  };
}

/** The address of a server. Rejects if its process ends before it sends one. */
async function firstMessage(child: ChildProcess, name: string): Promise<string> {
  const started = new AbortController();
  const exit = once(child, 'exit', started).then(([code, signal]) => {
    throw new Error(`the server "${name}" ended at its start with ${signal ?? `exit code ${code}`}`);
  });
  const [endpoint] = (await Promise.race([once(child, 'message', started), exit])) as [string];
  started.abort();
  return endpoint;
}

/** Runs a server in this process, and sends its address to the parent. The process ends with its parent. */
export async function serve(name: string, size: number): Promise<void> {
  if (!(name in SERVERS)) throw new Error(`there is no server "${name}"`);
  const endpoint = await SERVERS[name as ServerName](size);
  process.on('disconnect', () => process.exit());
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.(user + system);
  });
  process.send?.(endpoint);
}
