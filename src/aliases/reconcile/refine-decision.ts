import { notReady } from '../../rules/match/not-ready.ts';
import type { SymlinkFound } from '../../stores/store-response.ts';
import type { AliasObject } from '../model/alias-record.ts';
import { readRecord } from '../model/alias-record.ts';
import { recordedCandidate } from '../model/classify-object.ts';
import { ask, type Protocol } from '../model/protocol.ts';
import { identityOf, type Target } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';
import { type Decision, isTargetWithdrawn } from './decide.ts';
import type { WinnerLookup } from './find-winner.ts';
import { mayCreateAgain } from './tombstone.ts';

/**
 * Corrects a decision for which `decide` lacks one read: the tombstone of a missing alias, or the current target, which
 * may still exist and only be archived or too young.
 *
 * @param removed the link that this handler has removed
 */
export function* refineDecision(
  task: AliasTask,
  current: AliasObject,
  found: WinnerLookup,
  decision: Decision,
  removed?: SymlinkFound,
): Protocol<Decision> {
  if (decision.want === 'create') {
    // An object at the key of the alias shows that the alias is not missing. With versions of links, its version shows it.
    if (current.found === 'object' && !task.capabilities.versionsLinks) return decision;
    return yield* withTombstone(task, decision, removed);
  }
  const seemsGone = decision.want === 'delete' || (decision.want === 'nothing' && decision.action === 'kept');
  if (isTargetWithdrawn(current, found)) return decision;
  const { hasArchived = false, release } = found;
  const mayWait =
    task.template.minimumAge !== undefined ||
    hasArchived ||
    (current.found === 'symlink' && release?.isTooYoung(current.target) === true);
  if (!seemsGone || current.found !== 'symlink' || !mayWait) return decision;
  return yield* withWaitingTarget(task, current, found, decision);
}

/**
 * Corrects a decision that assumes that the target was deleted. The target may exist and be archived. With `minimumAge`,
 * it may be too young: it was uploaded again, or a person pinned it while it was young. Then the first of these that
 * applies decides:
 * - There is a winner: point at it.
 * - The group has a complete release, and it has no file for this alias: delete the alias.
 * - Otherwise the alias stays, because deleting it would help no reader. If its record has a pin, which has ended by
 *   now, it is written once more without the pin.
 */
function* withWaitingTarget(
  task: AliasTask,
  current: SymlinkFound,
  { winner, release }: WinnerLookup,
  decision: Decision,
): Protocol<Decision> {
  const target = yield* ask({ operation: 'HeadObject', key: current.target });
  if (target.found !== 'object') return decision;
  const { minimumAge } = task.template;
  const waits = notReady(task.template, target, task.now);
  // Another file of its release may be archived.
  const isReleaseWaiting = release?.isTooYoung(current.target) === true;
  if (waits === undefined && minimumAge === undefined && !isReleaseWaiting) return decision;
  // Infinity: would it be a candidate if it were old enough?
  const isCandidate = recordedCandidate({ ...task, now: Number.POSITIVE_INFINITY }, current) !== undefined;
  if (!isCandidate || release?.isTooYoung(current.target) === false) return decision;
  // The target was not deleted, so `onDelete` does not apply.
  if (winner !== undefined)
    return {
      want: 'point',
      target: winner,
      why: `the greatest candidate ${minimumAge === undefined ? 'that can be read' : 'that is old enough'}`,
    };
  if (release?.chosen !== undefined)
    return { want: 'delete', why: `release ${release.chosen.name} has no file for it` };
  const why =
    waits?.kind === 'archived'
      ? `its target cannot be read: ${waits.why}; no other candidate is left`
      : minimumAge === undefined
        ? 'a file of its release is archived, and no other release is left'
        : 'its target was uploaded again, and no candidate is old enough yet';
  if (readRecord(current)?.pin === undefined) return { want: 'nothing', action: 'kept', why };
  const { lastModified, headers } = target;
  const same: Target = { key: current.target, value: [], lastModified, identity: identityOf(target), headers };
  return {
    want: 'point',
    target: same,
    why: `${waits?.kind === 'archived' ? 'no candidate can be read' : 'no candidate is old enough yet'}, so it stays where it was pinned`,
  };
}

/** Leaves a missing alias missing if `onDelete: remove` removed it and no newer object has been uploaded since. */
function* withTombstone(
  task: AliasTask,
  decision: Decision & { readonly target: Target },
  removed: SymlinkFound | undefined,
): Protocol<Decision> {
  if (yield* mayCreateAgain(task, decision.target, removed)) return decision;
  return {
    want: 'nothing',
    action: 'kept',
    why: 'onDelete: remove keeps it away until a newer or greater object is uploaded',
  };
}
