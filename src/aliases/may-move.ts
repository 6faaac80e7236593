import type { AliasTask } from './alias-task.ts';
import type { Outcome } from './outcome.ts';

/** A protected alias moves only by a person who names it; every other one by whatever happens. */
export function mayMove({ form, cause, alias }: Pick<AliasTask, 'form' | 'cause' | 'alias'>): boolean {
  return !form.protected || cause.kind === 'by-hand' || (cause.kind === 'apply' && cause.key === alias);
}

/** Of an alias that a person alone may move. */
export const held: Outcome = {
  action: 'protected',
  from: null,
  to: null,
  why: 'it is protected: only a person moves it, who names it (autoalias apply, pin or rollback)',
};
