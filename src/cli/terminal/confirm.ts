import { AutoaliasError } from '../../autoalias-error.ts';
import type { CliIo } from '../cli-io.ts';
import { escapeForTerminal } from './escape-for-terminal.ts';

/**
 * Asks a person to confirm on the terminal. Only `y` or `yes` confirms.
 *
 * @param lines what would be done. Printed first.
 * @param why why the command asks.
 * @throws AutoaliasError `usage` without a terminal; `--yes` is then needed.
 */
export async function confirm(
  { prompter: open, err }: Pick<CliIo, 'prompter' | 'err'>,
  lines: readonly string[],
  why: string,
): Promise<boolean> {
  const text = `${lines.map(escapeForTerminal).join('\n')}\n`;
  if (open === undefined) {
    err(text);
    throw new AutoaliasError('usage', `nothing was written: ${why}; add --yes, or look first with --dry-run`);
  }
  const prompter = open();
  try {
    prompter.say(text);
    return /^y(?:es)?$/i.test((await prompter.ask(`${escapeForTerminal(why)}. Continue? [y/N] `)).trim());
  } finally {
    prompter.close();
  }
}
