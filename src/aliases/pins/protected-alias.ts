import type { Outcome } from '../model/outcome.ts';
import { ask, type Protocol } from '../model/protocol.ts';
import type { AliasTask } from '../model/task.ts';

/** Whether the cause of a task may move its alias. Only a command that names a protected alias moves it. */
export function isMoveAllowed({ template, cause, alias }: Pick<AliasTask, 'template' | 'cause' | 'alias'>): boolean {
  return !template.protected || cause.kind === 'by-hand' || (cause.kind === 'apply' && cause.key === alias);
}

/** The outcome for a protected alias that the cause must not move. */
export const PROTECTED: Outcome = {
  action: 'protected',
  from: null,
  to: null,
  why: 'it is protected: only a command that names it moves it (autoalias apply, pin or rollback)',
};

/** Leaves a protected alias as it is, and reports it as dangling if its target is gone. */
export function* checkProtected({ alias }: Pick<AliasTask, 'alias'>): Protocol<Outcome> {
  const link = yield* ask({ operation: 'GetSymlink', key: alias });
  if (link.found !== 'symlink') return PROTECTED;
  const to = link.target;
  const target = yield* ask({ operation: 'HeadObject', key: to });
  if (target.found === 'object') return { ...PROTECTED, from: to, to };
  const why = `its target is gone, so readers get an error; ${PROTECTED.why}`;
  return { ...PROTECTED, from: to, to, why, dangling: true };
}
