import { compareCandidates } from '../../rules/match/candidate.ts';
import type { AliasObject } from '../model/alias-record.ts';
import { readRecord } from '../model/alias-record.ts';
import { reportsUpload } from '../model/cause.ts';
import { recordedCandidate } from '../model/classify-object.ts';
import { ask, type Protocol } from '../model/protocol.ts';
import type { Target } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';

/**
 * Whether a link may be created at an alias key without a link. Under `onDelete: remove`, an alias that was removed with
 * its target is created again only for a newer object: a late event of an older release must not bring it back. In a
 * versioned bucket the alias's own versions decide. Elsewhere only an upload of the winner itself, or a person, creates the
 * alias.
 */
export function* mayCreateAgain(task: AliasTask, winner: Target): Protocol<boolean> {
  if (task.rule.onDelete !== 'remove' || task.cause.kind === 'apply' || task.cause.kind === 'by-hand') return true;
  const page = yield* ask({ operation: 'ListObjectVersions', prefix: task.alias, maxKeys: 2 });
  const [head, below] = page.versions.filter(({ key }) => key === task.alias);
  if (head === undefined) return winner.identity.versionId !== undefined || reportsUpload(task.cause, winner.key);
  if (!head.deleteMarker) return true;
  if (winner.lastModified > head.lastModified) return true;
  if (below === undefined || below.deleteMarker) return false;
  const link = yield* ask({ operation: 'GetSymlink', key: task.alias, versionId: below.versionId });
  return beats(task, winner, link);
}

function beats(task: AliasTask, winner: Target, link: AliasObject): boolean {
  if (link.found !== 'symlink' || readRecord(link) === undefined) return true;
  const before = recordedCandidate(task, link);
  return before === undefined || compareCandidates(task.rule, winner, before) > 0;
}
