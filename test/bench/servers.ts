import { fork } from 'node:child_process';
import { once } from 'node:events';
import { openLocalOss } from '../contract/local-oss.ts';

/** Servers that rows measure. Each runs in a process of its own, so that its work does not count as that of the client. */
const SERVERS = {
  /** The embedded store, with a table in memory and a versioned bucket `demo`. */
  oss: async (): Promise<string> => (await openLocalOss('Enabled')).endpoint,
} satisfies Record<string, () => Promise<string>>;

export type ServerName = keyof typeof SERVERS;

export interface Server {
  /** http://127.0.0.1:port */
  readonly endpoint: string;
  /** Ends the process. */
  stop(): void;
}

/** Starts a server in a new process. */
export async function startServer(name: ServerName): Promise<Server> {
  const child = fork(process.argv[1] ?? '', ['serve', name]);
  const [endpoint] = (await once(child, 'message')) as [string];
  return { endpoint, stop: () => void child.kill() };
}

/** Runs a server in this process, and sends its address to the parent. The process ends with its parent. */
export async function serve(name: string): Promise<void> {
  if (!(name in SERVERS)) throw new Error(`there is no server "${name}"`);
  const endpoint = await SERVERS[name as ServerName]();
  process.on('disconnect', () => process.exit());
  process.send?.(endpoint);
}
