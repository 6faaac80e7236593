import { resolve } from 'node:path';
import { runCli } from '../../src/cli/run-cli.ts';

export interface CommandOutput {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** One command line, run in this process as the program runs it, with nothing of this machine's environment. */
export async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CommandOutput> {
  let out = '';
  let err = '';
  const exitCode = await runCli(args, {
    env,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    functionsDir: resolve('dist/functions'),
    signal: new AbortController().signal,
  });
  return { exitCode, out, err };
}

/** What a command that was given `--json` printed. */
export function json({ out }: CommandOutput): unknown {
  return JSON.parse(out);
}
