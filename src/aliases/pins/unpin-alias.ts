import { readRecord } from '../model/alias-record.ts';
import { type Outcome, REFUSED } from '../model/outcome.ts';
import { ask, type Protocol } from '../model/protocol.ts';
import type { AliasTask } from '../model/task.ts';
import { MAX_ROUNDS, reconcile, unsettledError } from '../reconcile/reconcile.ts';
import { writeLinkAgain } from '../reconcile/write-alias.ts';

/**
 * Removes the pin of an alias and lets the rules decide again. A protected alias stays where it is, because an
 * unpin does not say where it should point.
 *
 * @throws AutoaliasError `alias-unsettled` if others keep writing.
 */
export function* unpinAlias(task: AliasTask): Protocol<Outcome> {
  // Reconcile even if the alias has no pin: an earlier unpin may have removed the pin and crashed before it moved the
  // alias.
  if (!task.template.protected) return yield* reconcile(task);
  const { maxRounds: rounds = MAX_ROUNDS } = task;
  let isLifted = false;
  for (let round = 0; round < rounds; round++) {
    const current = yield* ask({ operation: 'GetSymlink', key: task.alias });
    if (current.found === 'object') return REFUSED;
    const to = current.found === 'symlink' ? current.target : null;
    const record = current.found === 'symlink' ? readRecord(current) : undefined;
    if (current.found === 'none' || record?.pin === undefined) return stays(to, isLifted);
    yield* writeLinkAgain(task, current, current, record);
    isLifted = true;
  }
  throw unsettledError(task.alias, rounds);
}

function stays(to: string | null, isLifted: boolean): Outcome {
  return {
    action: isLifted ? 'protected' : 'unchanged',
    from: to,
    to,
    why: isLifted
      ? 'its pin is lifted; it is protected, and stays until a person moves it (autoalias apply)'
      : 'it is not pinned, and is protected: only a person moves it (autoalias apply)',
  };
}
