import type { Candidate } from '../../rules/match/candidate.ts';
import { notReady } from '../../rules/match/not-ready.ts';
import type { SymlinkFound } from '../../stores/store-response.ts';
import type { AliasObject } from '../model/alias-record.ts';
import { readRecord } from '../model/alias-record.ts';
import { classifyObject } from '../model/classify-object.ts';
import { markDangling, type Outcome, REFUSED } from '../model/outcome.ts';
import { ask, askAll, type Protocol } from '../model/protocol.ts';
import { type Identity, identityOf, type Target } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';
import { checkProtected, isMoveAllowed } from '../pins/protected-alias.ts';
import { isRight } from '../reconcile/decide.ts';
import { isMarker, markerRequests } from '../reconcile/look-for-marker.ts';
import { type Pausable, runAlone, withOutcome } from '../reconcile/pausable.ts';
import { beginReconcile } from '../reconcile/reconcile.ts';
import { createMissing, mayCreate } from './create-missing.ts';

/**
 * The sweep's check of one alias. Its listing has already shown the winner. Reads the link and the winner, and calls
 * `reconcile` if the link is not right, or {@link createMissing} if it never existed. Without a winner, checks only the link. Marks the outcome as dangling if the
 * target of the link was gone.
 */
export function repairAlias(task: AliasTask, winner: Candidate | undefined): Protocol<Outcome> {
  return runAlone(task, beginRepair(task, winner));
}

/** {@link repairAlias}, which stops before each listing. */
export function* beginRepair(task: AliasTask, winner: Candidate | undefined): Pausable {
  const { right, missing, isDangling = false } = yield* lookAt(task, winner);
  if (right !== undefined) return { kind: 'done', outcome: right };
  if (missing !== undefined) return yield* createMissing(task, missing);
  return yield* withOutcome(beginReconcile(task), (outcome) => markDangling(outcome, isDangling));
}

/** What a look at an alias showed. */
interface Look {
  /** The outcome, if nothing has to change. */
  readonly right?: Outcome;
  /** The winner, if the alias never existed and can be created without a listing. */
  readonly missing?: Target;
  /** The target of the link is gone. */
  readonly isDangling?: boolean;
}

function* lookAt(task: AliasTask, winner: Candidate | undefined): Protocol<Look> {
  if (!isMoveAllowed(task)) return { right: yield* checkProtected(task) };
  if (winner === undefined) return yield* lookAtLink(task);
  const [current, head] = yield* askAll(
    { operation: 'GetSymlink', key: task.alias },
    { operation: 'HeadObject', key: winner.key },
  );
  if (current.found === 'object' && task.rule.onConflict === 'refuse') return { right: REFUSED };
  const record = current.found === 'symlink' ? readRecord(current) : undefined;
  // It may have been archived since the listing.
  if (head.found === 'object' && notReady(task.template, head, task.now) === undefined) {
    const target = { ...winner, identity: identityOf(head), headers: head.headers };
    if (current.found === 'symlink' && record !== undefined && isRight(task, current, record, target)) {
      return rightAt(winner.key, 'it points at the greatest candidate');
    }
    if (mayCreate(task, current, head)) return { missing: target };
  }
  return { isDangling: yield* isDangling(current, head.found === 'object' ? winner : undefined) };
}

function rightAt(target: string | null, why: string): Look {
  return { right: { action: 'unchanged', from: target, to: target, why } };
}

/** @param alive the winner, if it exists */
function* isDangling(current: AliasObject, alive: Candidate | undefined): Protocol<boolean> {
  // A target in another bucket is not read: the link is not ours.
  if (current.found !== 'symlink' || current.targetBucket !== undefined || current.target === alive?.key) return false;
  const target = yield* ask({ operation: 'HeadObject', key: current.target });
  return target.found !== 'object';
}

/**
 * Checks a link for which the sweep has listed no candidate so far. For most links, one HeadObject of the target and one
 * of its marker are enough to stop.
 */
function* lookAtLink(task: AliasTask): Protocol<Look> {
  const current = yield* ask({ operation: 'GetSymlink', key: task.alias });
  if (task.alias.startsWith(task.prefix)) yield* readListedObject(task, task.alias, current);
  if (current.found !== 'symlink') return rightAt(null, 'there is no link');
  const to = current.target;
  if (current.targetBucket !== undefined) return rightAt(to, NOT_OURS);
  const [target, marker] = yield* askAll({ operation: 'HeadObject', key: to }, ...markerRequests(task, to));
  if (target.found === 'object' && !isMarker(marker)) {
    if (readRecord(current) === undefined) {
      return rightAt(to, NOT_OURS);
    }
    if (isFallback(task, current, identityOf(target))) {
      return rightAt(to, 'it points at the fallback of the rule');
    }
    if (!('why' in classifyObject(task, { ...target, key: to }))) {
      // The alias has a candidate, so the sweep checks it again once it has listed all of them.
      return rightAt(to, 'its target is there');
    }
  }
  return { isDangling: target.found !== 'object' };
}

const NOT_OURS = 'autoalias did not write the link there';

/** Whether the link is right if no candidate is left. If there is one, the sweep checks the alias again with it. */
function isFallback(task: AliasTask, link: SymlinkFound, identity: Identity): boolean {
  const record = readRecord(link);
  return (
    link.target === task.rule.fallback &&
    record !== undefined &&
    isRight(task, link, record, { key: link.target, identity })
  );
}

/**
 * Reads a real object at the key of an alias, where the listing does not show whether it is a link. GetSymlink does not show
 * when the object was written, and the next sweep leaves the alias alone only if that is known.
 */
export function* readListedObject(
  { capabilities }: Pick<AliasTask, 'capabilities'>,
  key: string,
  { found }: AliasObject,
): Protocol<void> {
  if (found === 'object' && !capabilities.listsLinks) yield* ask({ operation: 'HeadObject', key });
}
