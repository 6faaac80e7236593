import { AutoaliasError } from '../autoalias-error.ts';
import type { NotFound, ObjectInstead, SymlinkFound } from '../stores/store-response.ts';
import { putAlias } from './alias-record.ts';
import type { AliasTask } from './alias-task.ts';
import { orderTextOf } from './classify-object.ts';
import { type Decision, decide } from './decide.ts';
import { findWinner } from './find-winner.ts';
import type { Outcome } from './outcome.ts';
import { ask, type Protocol } from './protocol.ts';
import type { Target } from './target.ts';
import { mayReturn } from './tombstone.ts';

/** Two honest handlers agree after a few rounds; more means that somebody else keeps writing. */
const ROUNDS = 16;

/**
 * Makes an alias right on any bucket, from the listing: read the alias, list its candidates, write if they differ, and
 * look again until a pass changes nothing. Right whoever writes at the same time, because the last writer always looks
 * once more after its write.
 *
 * @throws AutoaliasError `alias-unsettled` where others keep writing the alias.
 */
export function* settle(task: AliasTask): Protocol<Outcome> {
  let first: string | null | undefined;
  let last: Pick<Outcome, 'action' | 'why'> | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    // The alias is read before the listing: its version becomes `base`, which must not be newer than what was listed.
    const current = yield* ask({ operation: 'GetSymlink', key: task.alias });
    if (current.found === 'object' && task.rule.onConflict === 'refuse') return refused;
    const to = current.found === 'symlink' ? current.target : null;
    if (first === undefined) first = to;
    const decision = yield* withTombstone(task, decide(task, current, yield* findWinner(task)));
    switch (decision.want) {
      case 'nothing':
        return { action: decision.action, why: decision.why, ...last, from: first, to };
      case 'delete':
        yield* ask({ operation: 'DeleteObject', key: task.alias });
        last = { action: 'removed', why: decision.why };
        break;
      default:
        if (yield* write(task, current, decision.target)) last = { action: 'pointed', why: decision.why };
    }
  }
  throw new AutoaliasError(
    'alias-unsettled',
    `${task.alias} was written by somebody else in each of ${ROUNDS} rounds; it is left to the next event or sweep. Look for another program that writes it`,
  );
}

export const refused: Outcome = {
  action: 'refused',
  from: null,
  to: null,
  why: 'a real object stands at the alias key, and is never replaced; move it away, or set onConflict: replace',
};

function* withTombstone(task: AliasTask, decision: Decision): Protocol<Decision> {
  if (decision.want !== 'create' || (yield* mayReturn(task, decision.target))) return decision;
  return { want: 'nothing', action: 'kept', why: 'it was removed with its target, and nothing newer came' };
}

/** False where the key was taken in the same instant, so that the next round looks again. */
function* write(task: AliasTask, current: SymlinkFound | ObjectInstead | NotFound, target: Target): Protocol<boolean> {
  const base = current.found === 'object' ? undefined : current.versionId;
  const put = putAlias(task, target, base, orderTextOf(task, target.key));
  // Only where nothing stands there: a real object that appears in the same instant must survive. Void on versioned
  // buckets, where it survives as a version.
  const forbidOverwrite = current.found === 'none' && target.identity.versionId === undefined;
  const answer = yield* ask(forbidOverwrite ? { ...put, forbidOverwrite } : put);
  return answer.written;
}
