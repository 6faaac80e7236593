import type { AliasReport } from '../handlers/look/alias-report.ts';

/** The exit codes of all commands. Scripts rely on the numbers. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  differences: 3,
  /** Stopped by Ctrl-C: 128 plus the number of SIGINT, as in shells. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * The exit code of a command that updates aliases: 1 if one failed, 3 if one stays different from the rules because a real
 * object has its key or another program keeps writing it.
 */
export function exitOfActions(actions: Readonly<Partial<Record<AliasReport['action'], number>>>): ExitCode {
  if ((actions.failed ?? 0) > 0) return EXIT.failed;
  return (actions.refused ?? 0) + (actions.yielded ?? 0) > 0 ? EXIT.differences : EXIT.done;
}
