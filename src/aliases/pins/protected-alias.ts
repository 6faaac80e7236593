import { reportsMarker, reportsRemoval } from '../model/cause.ts';
import { type Outcome, TARGET_WITHDRAWN } from '../model/outcome.ts';
import { ask, askAll, type Protocol } from '../model/protocol.ts';
import type { AliasTask } from '../model/task.ts';
import { isMarker, markerRequests } from '../reconcile/look-for-marker.ts';

/**
 * Whether the cause of a task may move its alias. Only a command that names a protected alias moves it. The commands
 * `withdraw` and `restore` usually name objects, and then they do not move it.
 */
export function isMoveAllowed({ template, cause, alias }: Pick<AliasTask, 'template' | 'cause' | 'alias'>): boolean {
  if (!template.protected) return true;
  if (cause.kind !== 'by-hand') return cause.kind === 'apply' && cause.key === alias;
  if (!('names' in cause) || cause.names === undefined) return cause.what !== 'withdraw' && cause.what !== 'restore';
  const group = template.grouping?.groupOfAlias(alias)?.name;
  return cause.names.includes(alias) || (group !== undefined && cause.names.includes(group));
}

/** The outcome for a protected alias that the cause must not move. */
export const PROTECTED: Outcome = {
  action: 'protected',
  from: null,
  to: null,
  why: 'it is protected: only a command that names it moves it (autoalias apply, pin, rollback, withdraw or restore)',
};

/** Leaves a protected alias as it is. Reads its target only if the cause can have removed or withdrawn it. */
export function* leaveProtected(task: AliasTask): Protocol<Outcome> {
  const { rule, cause } = task;
  const mayBeGone = cause.kind === 'by-hand' || reportsRemoval(cause) || reportsMarker(cause, rule);
  return mayBeGone ? yield* checkProtected(task) : PROTECTED;
}

/** Leaves a protected alias as it is. Reports it as dangling if its target is gone, and says if its target is withdrawn. */
export function* checkProtected({ rule, alias }: Pick<AliasTask, 'rule' | 'alias'>): Protocol<Outcome> {
  const link = yield* ask({ operation: 'GetSymlink', key: alias });
  if (link.found !== 'symlink') return PROTECTED;
  const to = link.target;
  if (link.targetBucket !== undefined) return { ...PROTECTED, from: to, to };
  const [target, marker] = yield* askAll({ operation: 'HeadObject', key: to }, ...markerRequests({ rule }, to));
  if (target.found === 'object' && isMarker(marker))
    return { ...PROTECTED, from: to, to, why: `${TARGET_WITHDRAWN}; ${PROTECTED.why}` };
  if (target.found === 'object') return { ...PROTECTED, from: to, to };
  const why = `its target is gone, so readers get an error; ${PROTECTED.why}`;
  return { ...PROTECTED, from: to, to, why, dangling: true };
}
