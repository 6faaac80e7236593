import type { SymlinkFound } from '../../stores/store-response.ts';
import type { AliasObject } from '../model/alias-record.ts';
import { readRecord } from '../model/alias-record.ts';
import { recordedCandidate } from '../model/classify-object.ts';
import { ask, type Protocol } from '../model/protocol.ts';
import { identityOf, type Target } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';
import type { Decision } from './decide.ts';
import type { WinnerLookup } from './find-winner.ts';
import { mayCreateAgain } from './tombstone.ts';

/** Refines a decision that needs one more read: the tombstone of the alias, or the age of its target. */
export function* refineDecision(
  task: AliasTask,
  current: AliasObject,
  found: WinnerLookup,
  decision: Decision,
): Protocol<Decision> {
  if (decision.want === 'create') return yield* withTombstone(task, decision);
  const seemsGone = decision.want === 'delete' || (decision.want === 'nothing' && decision.action === 'kept');
  if (!seemsGone || current.found !== 'symlink' || task.template.minimumAge === undefined) return decision;
  return yield* withYouth(task, current, found, decision);
}

/**
 * Corrects a decision that takes the target for deleted: it may be there and only be too young, because it was written
 * again or was pinned while it was young. If nothing else is old enough, the alias stays, because removing it helps no
 * reader.
 */
function* withYouth(
  task: AliasTask,
  current: SymlinkFound,
  { winner, release }: WinnerLookup,
  decision: Decision,
): Protocol<Decision> {
  const target = yield* ask({ operation: 'HeadObject', key: current.target });
  if (target.found !== 'object') return decision;
  const isCandidate = recordedCandidate({ ...task, now: Number.POSITIVE_INFINITY }, current) !== undefined;
  if (!isCandidate || release?.isTooYoung(current.target) === false) return decision;
  // The target was not deleted, so `onDelete` does not apply.
  if (winner !== undefined) return { want: 'point', target: winner, why: 'the greatest that is old enough' };
  if (release?.chosen !== undefined)
    return { want: 'delete', why: `release ${release.chosen.name} has no file for it` };
  const why = 'its target was written again, and nothing is old enough yet';
  if (readRecord(current)?.pin === undefined) return { want: 'nothing', action: 'kept', why };
  const { lastModified, headers } = target;
  const same: Target = { key: current.target, value: undefined, lastModified, identity: identityOf(target), headers };
  return { want: 'point', target: same, why: 'nothing is old enough yet, so it stays where it was pinned' };
}

/** Does not bring back an alias that `onDelete: remove` deleted with its target, until a newer object comes. */
function* withTombstone(task: AliasTask, decision: Decision & { readonly target: Target }): Protocol<Decision> {
  if (yield* mayCreateAgain(task, decision.target)) return decision;
  return { want: 'nothing', action: 'kept', why: 'it was removed with its target, and nothing newer came' };
}
