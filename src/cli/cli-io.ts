import type { Prompter } from './terminal/prompter.ts';

/** What a command reads and writes besides the store. Tests pass their own. */
export interface CliIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Directory of the built functions. Default: the one next to the bundled program. */
  readonly functionsDir?: string;
  /** Whether `out` is a terminal. */
  readonly outIsTerminal?: boolean;
  /** The number of columns of the terminal. Absent if `out` is not a terminal. */
  readonly columns?: number;
  /** Whether `err` is a terminal. */
  readonly errIsTerminal?: boolean;
  /** Redraws the last line of `err`, for progress. Absent if `err` is not a terminal. */
  readonly draw?: (line: string) => void;
  /** All bytes of standard input. */
  readonly read?: () => Promise<Uint8Array>;
  /** Asks questions on the terminal. Absent without a terminal. */
  readonly prompter?: () => Prompter;
  /**
   * Aborted by Ctrl-C. After it was read, Ctrl-C no longer ends the process, so the command must end itself. Read it
   * once.
   */
  readonly signal: AbortSignal;
}
