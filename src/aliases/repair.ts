import type { Candidate } from '../rules/candidate.ts';
import { readRecord } from './alias-record.ts';
import type { AliasTask } from './alias-task.ts';
import { classifyObject } from './classify-object.ts';
import { isRight } from './decide.ts';
import type { Outcome } from './outcome.ts';
import { ask, type Protocol, together } from './protocol.ts';
import { refused, settle } from './settle.ts';
import { identityOf } from './target.ts';

/**
 * Makes an alias right when a listing has already shown its winner: two cheap reads where nothing is wrong, `settle`
 * where anything is. Without a winner only a link that is ours is looked at further.
 */
export function* repair(task: AliasTask, winner: Candidate | undefined): Protocol<Outcome> {
  if (winner === undefined) return yield* repairLink(task);
  const [current, head] = yield* together(
    { operation: 'GetSymlink', key: task.alias },
    { operation: 'HeadObject', key: winner.key },
  );
  if (current.found === 'object' && task.rule.onConflict === 'refuse') return refused;
  const record = current.found === 'symlink' ? readRecord(current) : undefined;
  if (current.found === 'symlink' && record !== undefined && head.found === 'object') {
    const target = { ...winner, identity: identityOf(head), headers: head.headers };
    if (isRight(task, current, record, target)) {
      return { action: 'unchanged', from: winner.key, to: winner.key, why: 'it points at the greatest candidate' };
    }
  }
  return yield* settle(task);
}

/** A link at an alias key for which the listing had no candidate so far: most are right, and one look at each tells. */
function* repairLink(task: AliasTask): Protocol<Outcome> {
  const current = yield* ask({ operation: 'GetSymlink', key: task.alias });
  if (current.found !== 'symlink') {
    return { action: 'unchanged', from: null, to: null, why: 'the link is gone' };
  }
  if (readRecord(current) === undefined) {
    const to = current.target;
    return { action: 'unchanged', from: to, to, why: 'the link there is not ours' };
  }
  const target = yield* ask({ operation: 'HeadObject', key: current.target });
  const candidate = target.found === 'object' && !('why' in classifyObject(task, { ...target, key: current.target }));
  if (candidate) {
    // The alias has a candidate, so the pass meets it again among them.
    return { action: 'unchanged', from: current.target, to: current.target, why: 'its target is there' };
  }
  return yield* settle(task);
}
