import { compareCandidates } from '../rules/candidate.ts';
import { readReleases, releaseOf } from '../rules/read-release.ts';
import type { NotFound, ObjectInstead, SymlinkFound } from '../stores/store-response.ts';
import { readRecord } from './alias-record.ts';
import type { AliasTask } from './alias-task.ts';
import { tellsOfUpload } from './cause.ts';
import { pointedAt } from './pointed-at.ts';
import { ask, type Protocol } from './protocol.ts';
import type { Target } from './target.ts';

/**
 * Under `onDelete: remove` an alias that went with its target stays away until something newer comes: a late event of an
 * older release must not bring it back. In a versioned bucket the alias's own history tells; elsewhere nothing does, and
 * only an upload of the winner itself, or a person, creates the alias.
 *
 * @param newest when the winner was written, or the last file of its release: what makes it complete may come anew alone.
 */
export function* mayReturn(task: AliasTask, winner: Target, newest = winner.lastModified): Protocol<boolean> {
  if (task.rule.onDelete !== 'remove' || task.cause.kind === 'apply' || task.cause.kind === 'by-hand') return true;
  const page = yield* ask({ operation: 'ListObjectVersions', prefix: task.alias, maxKeys: 2 });
  const [head, below] = page.versions.filter(({ key }) => key === task.alias);
  if (head === undefined)
    return winner.identity.versionId !== undefined || tellsOfUpload(task.cause, comesWith(task, winner));
  if (!head.deleteMarker) return true;
  if (newest > head.lastModified) return true;
  if (below === undefined || below.deleteMarker) return false;
  const link = yield* ask({ operation: 'GetSymlink', key: task.alias, versionId: below.versionId });
  return beats(task, winner, link);
}

/** The winner's own key, or any that its release consists of. */
const comesWith = ({ rule }: AliasTask, { key }: Target): ((other: string) => boolean) => {
  const release = releaseOf(rule, key)?.id;
  if (release === undefined) return (other) => other === key;
  return (other) => readReleases(rule, other).some(({ id }) => id === release);
};

const beats = (task: AliasTask, winner: Target, link: SymlinkFound | ObjectInstead | NotFound): boolean => {
  if (link.found !== 'symlink' || readRecord(link) === undefined) return true;
  const before = pointedAt(task, link);
  return before === undefined || compareCandidates(task.rule, winner, before) > 0;
};
