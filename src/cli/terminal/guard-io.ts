import { defined } from '../../defined.ts';
import type { CliIo } from '../cli-io.ts';
import { escapeHidden } from './escape-for-terminal.ts';
import type { Prompter } from './prompter.ts';

const CLEAR_LINE = '\r\u001b[K';

/**
 * The border between commands and the terminal: of all control characters that a command writes, only the line feed gets
 * through. Only {@link CliIo.draw} moves the cursor. Colours are added behind this border.
 */
export function guardIo(io: CliIo): CliIo {
  return {
    env: io.env,
    out: (text) => io.out(escapeBlock(text)),
    err: (text) => io.err(escapeBlock(text)),
    ...(io.errIsTerminal === true ? { draw: (line: string) => io.err(`${CLEAR_LINE}${escapeHidden(line)}`) } : {}),
    ...defined({
      outIsTerminal: io.outIsTerminal,
      columns: io.columns,
      functionsDir: io.functionsDir,
      errIsTerminal: io.errIsTerminal,
      read: io.read,
    }),
    ...(io.prompter === undefined ? {} : { prompter: guardPrompter(io.prompter) }),
    // Read when a command asks for it: from then on Ctrl-C no longer ends the process.
    get signal() {
      return io.signal;
    },
  };
}

function guardPrompter(open: () => Prompter) {
  return (): Prompter => {
    const prompter = open();
    return {
      ask: (question) => prompter.ask(escapeHidden(question)),
      say: (text) => prompter.say(escapeBlock(text)),
      close: () => prompter.close(),
    };
  };
}

function escapeBlock(text: string): string {
  return text.split('\n').map(escapeHidden).join('\n');
}
