import { compareCandidates } from '../../rules/match/candidate.ts';
import type { ListedVersion, SymlinkFound } from '../../stores/store-response.ts';
import type { AliasObject } from '../model/alias-record.ts';
import { readRecord } from '../model/alias-record.ts';
import { reportsChangeOf, reportsUpload } from '../model/cause.ts';
import { markerOf, recordedCandidate } from '../model/classify-object.ts';
import { ask, type Protocol } from '../model/protocol.ts';
import { identityOf, isVersionId, sameIdentity, type Target } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';
import { newestVersions, ownVersions } from '../model/version-chain.ts';

/**
 * Whether a missing alias may be created. Only `onDelete: remove` can forbid it: an alias that was removed with its
 * target must not come back because of a late event of an older object. Where links have versions, the delete marker of
 * the alias (its tombstone) shows the removal. Without versions, only a change of the winner or of its marker, or a person,
 * creates the alias. A handler that has removed the alias creates it again if the target that it removed is the winner:
 *
 * 1. 1.0.0 is withdrawn. Handler A decides to remove the alias.
 * 2. 1.0.0 is restored. Handler B finds that the alias points at 1.0.0, and stops.
 * 3. Handler A removes the alias, and looks again.
 *
 * If handler A dies before it looks again, its event is delivered again. It is the event of a marker that does not exist
 * any more, so it counts as a restore.
 *
 * @param removed the link that this handler has removed
 */
export function* mayCreateAgain(task: AliasTask, winner: Target, removed?: SymlinkFound): Protocol<boolean> {
  if (task.rule.onDelete !== 'remove' || mayBringBack(task)) return true;
  if (!task.capabilities.versionsLinks) return isNews(task, winner.key) || isLinkTo(removed, winner);
  const page = yield* ask({ ...newestVersions(task), maxKeys: DEPTH });
  const [head, ...older] = ownVersions(task, page);
  // In a bucket that keeps versions, a removal leaves a delete marker. There is none, so as far as is known, the alias was
  // never removed.
  if (head === undefined && winner.identity.versionId !== undefined) return true;
  if (!isVersionId(head?.versionId) && (isNews(task, winner.key) || isLinkTo(removed, winner))) return true;
  if (head === undefined) return false;
  if (!head.deleteMarker) return true;
  if (winner.lastModified > head.lastModified) return true;
  // Two handlers can remove the alias at once, and leave two delete markers.
  const below = older.filter(({ deleteMarker }) => !deleteMarker);
  if (below.length === 0) return false;
  const link = yield* readRemoved(task, below);
  return beats(task, winner, link) || (yield* isTargetThere(link));
}

/** How many versions of the alias are searched for the link that was removed. Handlers that remove it at once add two each. */
const DEPTH = 16;

/**
 * Reads the link that the alias was before it was removed. The record of a deletion repeats the link that its writer had read,
 * which can be older than the link that was removed:
 *
 * 1. Handler A reads v1, which points at 2.0.0, and finds that 2.0.0 was deleted.
 * 2. Handler B removes the alias for the same reason. 1.0.0 is uploaded, and handler C writes v4.
 * 3. Handler A writes the record of its deletion, which repeats v1, and deletes the alias.
 *
 * What A removed is v4, so 1.0.0 brings the alias back. That is why records are skipped.
 *
 * @param versions newest first, without delete markers
 */
function* readRemoved({ alias }: AliasTask, versions: readonly ListedVersion[]): Protocol<AliasObject> {
  let newest: AliasObject | undefined;
  for (const { versionId } of versions) {
    const link = yield* ask({ operation: 'GetSymlink', key: alias, versionId });
    if (link.found !== 'symlink' || readRecord(link)?.removes !== true) return link;
    newest ??= link;
  }
  // The versions below are gone.
  return newest ?? { found: 'none', deleteMarker: false };
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
  if (link.found !== 'symlink') return false;
  const target = yield* ask({ operation: 'HeadObject', key: link.target });
  return target.found === 'object' && isLinkTo(link, { key: link.target, identity: identityOf(target) });
}

/** Whether a link of ours points at this version of an object. */
function isLinkTo(link: SymlinkFound | undefined, { key, identity }: Pick<Target, 'key' | 'identity'>): boolean {
  const record = link && readRecord(link);
  return link?.target === key && record !== undefined && sameIdentity(record.identity, identity);
}

/** Whether the winner is greater than the target that the alias had before it was removed. */
function beats(task: AliasTask, winner: Target, link: AliasObject): boolean {
  if (link.found !== 'symlink' || readRecord(link) === undefined) return true;
  const before = recordedCandidate(task, link);
  return before === undefined || compareCandidates(task.rule, winner, before) > 0;
}

/**
 * Whether the cause reports that a winner was uploaded, or that its marker changed. The winner is not withdrawn, so a marker
 * that was created has been removed since.
 */
function isNews({ rule, cause }: AliasTask, key: string): boolean {
  const marker = markerOf({ rule }, key);
  return reportsUpload(cause, key) || (marker !== undefined && reportsChangeOf(cause, marker));
}
