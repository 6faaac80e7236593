import { compareCandidates } from '../../rules/match/candidate.ts';
import type { AliasObject } from '../model/alias-record.ts';
import { readRecord } from '../model/alias-record.ts';
import { reportsRemovalOf, reportsUpload } from '../model/cause.ts';
import { markerOf, recordedCandidate } from '../model/classify-object.ts';
import { ask, type Protocol } from '../model/protocol.ts';
import { identityOf, sameIdentity, type Target } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';
import { newestVersions, ownVersions } from '../model/version-chain.ts';

/**
 * Whether a missing alias may be created. Only `onDelete: remove` can forbid it: an alias that was removed with its
 * target must not come back because of a late event of an older object. In a bucket with versions, the delete marker of
 * the alias (its tombstone) shows the removal. Without versions, only an upload of the winner, the removal of its marker,
 * or a person, creates the alias.
 */
export function* mayCreateAgain(task: AliasTask, winner: Target): Protocol<boolean> {
  if (task.rule.onDelete !== 'remove' || mayBringBack(task)) return true;
  const page = yield* ask(newestVersions(task));
  const [head, ...older] = ownVersions(task, page);
  // In a bucket that keeps versions, a removal leaves a delete marker. There is none, so as far as is known, the alias was
  // never removed.
  if (head === undefined) return winner.identity.versionId !== undefined || isNews(task, winner.key);
  if (!head.deleteMarker) return true;
  if (winner.lastModified > head.lastModified) return true;
  // Two handlers can remove the alias at once, and leave two delete markers.
  const below = older.find(({ deleteMarker }) => !deleteMarker);
  if (below === undefined) return false;
  const link = yield* ask({ operation: 'GetSymlink', key: task.alias, versionId: below.versionId });
  return beats(task, winner, link) || (yield* isTargetThere(link));
}

/** Whether a person asks for the alias, or brings back what was withdrawn. */
function mayBringBack({ cause }: AliasTask): boolean {
  if (cause.kind === 'by-hand') return cause.what !== 'withdraw' && cause.what !== 'rollback';
  return cause.kind === 'apply';
}

/**
 * Whether the version of the target that the alias had before it was removed exists. If it does, the alias was removed
 * because the target was withdrawn, which is not a deletion.
 */
function* isTargetThere(link: AliasObject): Protocol<boolean> {
  const record = link.found === 'symlink' ? readRecord(link) : undefined;
  if (link.found !== 'symlink' || record === undefined) return false;
  const target = yield* ask({ operation: 'HeadObject', key: link.target });
  return target.found === 'object' && sameIdentity(record.identity, identityOf(target));
}

/** Whether the winner is greater than the target that the alias had before it was removed. */
function beats(task: AliasTask, winner: Target, link: AliasObject): boolean {
  if (link.found !== 'symlink' || readRecord(link) === undefined) return true;
  const before = recordedCandidate(task, link);
  return before === undefined || compareCandidates(task.rule, winner, before) > 0;
}

/** Whether the cause reports that the object was uploaded, or that its marker was removed. */
function isNews({ rule, cause }: AliasTask, key: string): boolean {
  const marker = markerOf({ rule }, key);
  return reportsUpload(cause, key) || (marker !== undefined && reportsRemovalOf(cause, marker));
}
