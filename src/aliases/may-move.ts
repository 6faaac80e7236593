import type { AliasTask } from './alias-task.ts';

/** A protected alias moves only by a person who names it; every other one by whatever happens. */
export const mayMove = ({ form, cause, alias }: AliasTask): boolean =>
  !form.protected || cause.kind === 'by-hand' || (cause.kind === 'apply' && cause.key === alias);
