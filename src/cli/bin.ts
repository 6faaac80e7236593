import { buffer } from 'node:stream/consumers';
import { codeOf } from '../error-text.ts';
import { runCli } from './run-cli.ts';
import { colourLines, wantsColour } from './terminal/colour-lines.ts';
import { promptAt } from './terminal/prompt-at.ts';

/** A reader such as `head` may close the pipe early. Without this handler Node would print a stack trace. */
function ignoreClosedPipe(error: Error): void {
  if (codeOf(error) !== 'EPIPE') throw error;
}

for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);

const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const;

function writerTo(stream: NodeJS.WriteStream) {
  const shown = wantsColour(stream.isTTY === true, process.env) ? colourLines : (line: string) => line;
  return (line: string): void => {
    stream.write(shown(line));
  };
}

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  out: writerTo(process.stdout),
  err: writerTo(process.stderr),
  read: () => buffer(process.stdin),
  outIsTerminal: process.stdout.isTTY === true,
  // A terminal whose size was never set reports 0.
  ...(process.stdout.columns > 0 ? { columns: process.stdout.columns } : {}),
  errIsTerminal: process.stderr.isTTY === true,
  ...(process.stdin.isTTY === true && process.stderr.isTTY === true
    ? { prompter: () => promptAt(process.stdin, process.stderr) }
    : {}),
  // Only commands that clean up after Ctrl-C read this. Ctrl-C ends all other commands at once.
  get signal() {
    const interrupted = new AbortController();
    const stop = (signal: NodeJS.Signals): void => {
      // A second signal of either kind ends the process.
      for (const name of STOP_SIGNALS) process.off(name, stop);
      interrupted.abort(signal);
    };
    for (const name of STOP_SIGNALS) process.on(name, stop);
    return interrupted.signal;
  },
});
