import type { AliasTask } from './alias-task.ts';
import { held } from './may-move.ts';
import type { Outcome } from './outcome.ts';
import { ask, type Protocol } from './protocol.ts';

/** Leaves an alias that only a person moves, and says so loudly where its target is gone. */
export function* lookAtHeld({ alias }: Pick<AliasTask, 'alias'>): Protocol<Outcome> {
  const link = yield* ask({ operation: 'GetSymlink', key: alias });
  if (link.found !== 'symlink') return held;
  const to = link.target;
  const target = yield* ask({ operation: 'HeadObject', key: to });
  if (target.found === 'object') return { ...held, from: to, to };
  const why = `its target is gone, so readers get an error; ${held.why}`;
  return { ...held, from: to, to, why, dangling: true };
}
