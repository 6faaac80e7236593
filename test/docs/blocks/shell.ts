import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface CommandRun {
  readonly exitCode: number;
  /** Standard output and standard error, in the order in which they were written. */
  readonly output: string;
  /** Calls of programs that are recorded instead of run: each program with its arguments. */
  readonly calls: readonly (readonly string[])[];
}

/** One bash process. Variables and the working directory last from one command to the next, as in a terminal. */
export interface Shell {
  run(command: string): Promise<CommandRun>;
  close(): void;
}

/** Programs that need an account, a registry or a repository. Their calls are recorded, and checked by stated rules. */
export const RECORDED_PROGRAMS = ['aliyun', 'ossutil', 'npm', 'git', 'terraform', 's'];

function prelude(calls: string): string {
  return `
__call() { { printf '%s\\x1f' "$@"; printf '\\x1e'; } >> '${calls}'; }
autoalias() {
  if [ -n "$__record" ]; then __call autoalias "$@"
  elif [ "$1" = dev ] && [[ "$*" != *--help* ]]; then __call autoalias-dev "$(env | grep -E '^(AUTOALIAS|OSS)_')" "\${@:2}"
  else command autoalias "$@"; fi
}
npx() { if [ "$1" = autoalias ]; then autoalias "\${@:2}"; else __call npx "$@"; fi; }
${RECORDED_PROGRAMS.map((name) => `${name}() { __call ${name} "$@"; }`).join('\n')}
export -f __call autoalias npx ${RECORDED_PROGRAMS.join(' ')}
`;
}

export function openShell(directory: string, env: NodeJS.ProcessEnv): Shell {
  const callsFile = join(directory, '.calls');
  const child = spawn('bash', ['--noprofile', '--norc'], { cwd: directory, env, stdio: ['pipe', 'pipe', 'inherit'] });
  let output = '';
  let wake = (): void => {};
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
    wake();
  });
  child.once('exit', () => wake());
  child.stdin.write(`exec 2>&1\n${prelude(callsFile)}\n`);
  return {
    run: async (command) => {
      output = '';
      writeFileSync(callsFile, '');
      child.stdin.write(`{\n${command}\n} </dev/null\nprintf '⟦%s⟧' "$?"\n`);
      while (!ENDED.test(output)) {
        if (child.exitCode !== null) throw new Error(`the command ended the shell: ${command}\n${output}`);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const exitCode = Number(ENDED.exec(output)?.[1]);
      return { exitCode, output: output.replace(ENDED, ''), calls: readCalls(callsFile) };
    },
    close: () => child.kill('SIGKILL'),
  };
}

/** Printed behind every command, with its exit code. */
const ENDED = /⟦(\d+)⟧$/;

function readCalls(file: string): readonly (readonly string[])[] {
  const calls = readFileSync(file, 'utf8').split('\x1e').slice(0, -1);
  return calls.map((call) => call.split('\x1f').slice(0, -1));
}

/** The commands of a script, each complete: lines that continue one another and here-documents stay together. */
export function commandsOf(script: string): readonly string[] {
  const commands: string[] = [];
  let pending = '';
  for (const line of script.split('\n')) {
    pending = pending === '' ? line : `${pending}\n${line}`;
    if (pending.trim() === '' || /^\s*#/.test(line)) {
      pending = /^\s*(?:#.*)?$/.test(pending) ? '' : pending;
    } else if (isComplete(pending)) {
      commands.push(pending);
      pending = '';
    }
  }
  if (pending.trim() !== '') throw new Error(`the command is not complete:\n${pending}`);
  return commands;
}

function isComplete(command: string): boolean {
  if (command.endsWith('\\')) return false;
  const { status, stderr } = spawnSync('bash', ['-n', '-c', command], { encoding: 'utf8' });
  return status === 0 && stderr === '';
}

/** A command of a terminal session and the output that the document shows below it. */
export interface Exchange {
  readonly command: string;
  readonly shown: string;
}

/** Reads `$ command`, continued by `> `, and output. */
export function exchangesOf(text: string): readonly Exchange[] {
  const exchanges: { command: string; shown: string }[] = [];
  let isCommand = false;
  for (const line of text.trimEnd().split('\n')) {
    const last = exchanges.at(-1);
    if (line.startsWith('$ ')) {
      exchanges.push({ command: line.slice(2), shown: '' });
      isCommand = true;
    } else if (last === undefined) {
      throw new Error(`a console block begins with "$ " and a command, not with: ${line}`);
    } else if (isCommand && line.startsWith('> ')) {
      last.command += `\n${line.slice(2)}`;
    } else {
      last.shown += `${line}\n`;
      isCommand = false;
    }
  }
  return exchanges;
}
