import { compareCandidates } from '../../rules/match/candidate.ts';
import type { AliasObject } from '../model/alias-record.ts';
import { readRecord } from '../model/alias-record.ts';
import { reportsUpload } from '../model/cause.ts';
import { recordedCandidate } from '../model/classify-object.ts';
import { ask, type Protocol } from '../model/protocol.ts';
import type { Target } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';

/**
 * Whether a missing alias may be created. Only `onDelete: remove` can forbid it: an alias that was removed with its
 * target must not come back because of a late event of an older object. In a bucket with versions, the delete marker of
 * the alias (its tombstone) shows the removal. Without versions, only an upload of the winner, or a person, creates the
 * alias.
 */
export function* mayCreateAgain(task: AliasTask, winner: Target): Protocol<boolean> {
  if (task.rule.onDelete !== 'remove' || task.cause.kind === 'apply' || task.cause.kind === 'by-hand') return true;
  const page = yield* ask({ operation: 'ListObjectVersions', prefix: task.alias, maxKeys: 2 });
  const [head, below] = page.versions.filter(({ key }) => key === task.alias);
  // In a bucket that keeps versions, a removal leaves a delete marker. There is none, so as far as is known, the alias was
  // never removed.
  if (head === undefined) return winner.identity.versionId !== undefined || reportsUpload(task.cause, winner.key);
  if (!head.deleteMarker) return true;
  if (winner.lastModified > head.lastModified) return true;
  if (below === undefined || below.deleteMarker) return false;
  const link = yield* ask({ operation: 'GetSymlink', key: task.alias, versionId: below.versionId });
  return beats(task, winner, link);
}

/** Whether the winner is greater than the target that the alias had before it was removed. */
function beats(task: AliasTask, winner: Target, link: AliasObject): boolean {
  if (link.found !== 'symlink' || readRecord(link) === undefined) return true;
  const before = recordedCandidate(task, link);
  return before === undefined || compareCandidates(task.rule, winner, before) > 0;
}
