import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** `autoalias dev` as a process of its own, on free ports. */
export interface DevProcess {
  readonly store: string;
  readonly api: string;
  readonly bos: string;
  readonly token: string;
  /** What it printed until it says what to try next: after the demo, if there is one. */
  welcome(): Promise<string>;
  /** Resolves when no event waits for a function. */
  settled(): Promise<void>;
  /** Resolves when these rules are in force and a sweep has followed them. */
  followed(rules: string): Promise<void>;
  stop(): Promise<void>;
}

const CLI = resolve('dist/cli/autoalias.mjs');
const POLL_MS = 20;

export async function startDev(
  directory: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<DevProcess> {
  const onFreePorts = { ...env, AUTOALIAS_STORE_PORT: '0', AUTOALIAS_BOS_PORT: '0', AUTOALIAS_PORT: '0' };
  const child = spawn(process.execPath, [CLI, 'dev', ...withoutPorts(args)], {
    cwd: directory,
    env: onFreePorts,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let printed = '';
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
    printed += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    printed += String(chunk);
  });
  const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await isSo())) {
      if (child.exitCode !== null) throw new Error(`the local cloud ended:\n${printed}`);
      await new Promise((done) => setTimeout(done, POLL_MS));
    }
  };
  await until(() => out.includes('\n'));
  const { store, api, bos } = JSON.parse(out.split('\n')[0] ?? '') as { store: string; api: string; bos: string };
  const token = env.AUTOALIAS_TOKEN ?? readFileSync(join(directory, '.autoalias/token'), 'utf8').trim();
  const headers = { authorization: `Bearer ${token}` };
  const settled = (): Promise<void> =>
    until(async () => {
      const { queue } = (await (await fetch(`${api}/local/stats`)).json()) as { queue: Record<string, number> };
      return (queue.ready ?? 0) + (queue.later ?? 0) + (queue.inFlight ?? 0) === 0;
    });
  return {
    store,
    api,
    bos,
    token,
    settled,
    welcome: async () => {
      await until(() => printed.includes('\nTry next\n'));
      return printed;
    },
    followed: async (rules) => {
      await until(async () => {
        const answer = await fetch(`${api}/v1/rules`, { headers });
        return ((await answer.json()) as { text?: string }).text === rules;
      });
      await fetch(`${api}/v1/sweep`, { method: 'POST', headers });
      await settled();
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      const exit = once(child, 'exit');
      child.kill('SIGINT');
      await exit;
    },
  };
}

/** A flag would win over the variable that asks for a free port. */
function withoutPorts(args: readonly string[]): readonly string[] {
  return args.filter(
    (arg, i) => !/^--(?:store-|bos-)?port/.test(arg) && !/^--(?:store-|bos-)?port$/.test(args[i - 1] ?? ''),
  );
}
