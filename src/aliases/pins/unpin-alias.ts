import { type AliasObject, readRecord } from '../model/alias-record.ts';
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
  if (task.template.protected) {
    const { link, isLifted } = yield* liftPin(task);
    if (link.found === 'object') return REFUSED;
    return stays(link.found === 'symlink' ? link.target : null, isLifted);
  }
  // Reconcile even if the alias has no pin: an earlier unpin may have removed the pin and crashed before it moved the
  // alias.
  const outcome = yield* reconcile(task);
  // An alias that waits for its fallback is not written, so its record would keep the pin.
  if (outcome.action === 'kept') yield* liftPin(task);
  return outcome;
}

/** Writes the alias with the same target and without its pin, until the pin is gone. */
function* liftPin(task: AliasTask): Protocol<{ readonly link: AliasObject; readonly isLifted: boolean }> {
  const { maxRounds: rounds = MAX_ROUNDS } = task;
  for (let round = 0; round < rounds; round++) {
    const link = yield* ask({ operation: 'GetSymlink', key: task.alias });
    const record = link.found === 'symlink' ? readRecord(link) : undefined;
    if (link.found !== 'symlink' || record?.pin === undefined) return { link, isLifted: round > 0 };
    yield* writeLinkAgain(task, link, link, record);
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
