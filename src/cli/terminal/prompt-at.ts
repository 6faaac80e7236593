import { createInterface } from 'node:readline';
import { Interrupted, type Prompter } from './prompter.ts';

/** Asks at a terminal. Lines that come before they are asked for (pasted ones) are kept. */
export function promptAt(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Prompter {
  const lines: string[] = [];
  const terminal = createInterface({ input, output });
  let ended = false;
  let wake = (): void => {};
  terminal.on('line', (line) => {
    lines.push(line);
    wake();
  });
  // Without a listener, Ctrl-C would leave the question pending, and the program would end without cleaning up.
  terminal.on('SIGINT', () => terminal.close());
  terminal.on('close', () => {
    ended = true;
    wake();
  });
  return {
    async ask(question) {
      terminal.setPrompt(question);
      terminal.prompt();
      while (lines.length === 0 && !ended) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const line = lines.shift();
      if (line !== undefined) return line;
      output.write('\n');
      throw new Interrupted('stopped: nothing was written');
    },
    say: (text) => {
      output.write(text);
    },
    close: () => terminal.close(),
  };
}
