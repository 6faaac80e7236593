import type { AliasReport } from '../handlers/alias-report.ts';
import { EXIT, type ExitCode } from './exit-code.ts';

/**
 * How a command ends that makes aliases right: 1 where something failed, 3 where something stays other than the rules
 * say, because a real object stands there or another program keeps writing it.
 */
export const exitOfActions = (actions: Readonly<Partial<Record<AliasReport['action'], number>>>): ExitCode => {
  if ((actions.failed ?? 0) > 0) return EXIT.failed;
  return (actions.refused ?? 0) + (actions.yielded ?? 0) > 0 ? EXIT.differences : EXIT.done;
};
