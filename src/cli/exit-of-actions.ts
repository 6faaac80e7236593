import type { AliasReport } from '../handlers/alias-report.ts';
import { EXIT, type ExitCode } from './exit-code.ts';

/**
 * The exit code of a command that updates aliases: 1 if one failed, 3 if one stays different from the rules because a real
 * object has its key or another program keeps writing it.
 */
export function exitOfActions(actions: Readonly<Partial<Record<AliasReport['action'], number>>>): ExitCode {
  if ((actions.failed ?? 0) > 0) return EXIT.failed;
  return (actions.refused ?? 0) + (actions.yielded ?? 0) > 0 ? EXIT.differences : EXIT.done;
}
