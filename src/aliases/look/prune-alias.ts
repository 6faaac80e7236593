import type { StoreCapabilities } from '../../stores/store-capabilities.ts';
import { putRemoval, readRecord } from '../model/alias-record.ts';
import { ask, type Protocol } from '../model/protocol.ts';
import { isVersionId } from '../model/target.ts';

/** A link of ours at a key for which no rule defines an alias any more. */
export interface Orphan {
  readonly alias: string;
  /** The rule that it was written for. */
  readonly rule: string;
  readonly target: string;
  /** The link cannot be read through: its target is gone or is a link. */
  readonly broken: boolean;
}

/** Reads the link at a key for which no rule defines an alias. Undefined if there is no link of ours. */
export function* readOrphan(alias: string): Protocol<Orphan | undefined> {
  const current = yield* ask({ operation: 'GetSymlink', key: alias });
  const record = current.found === 'symlink' ? readRecord(current) : undefined;
  if (current.found !== 'symlink' || record === undefined) return undefined;
  const target = yield* ask({ operation: 'HeadObject', key: current.target });
  return { alias, rule: record.rule, target: current.target, broken: target.found !== 'object' };
}

/** `left`: the link is not ours any more, or another program wrote it at the same moment. */
export interface PruneResult {
  readonly action: 'removed' | 'left';
  readonly why: string;
}

/**
 * Removes a link of ours that no rule defines. Reads it again directly before the deletion.
 *
 * Where links have versions, a deletion hides the link and destroys nothing. A version that records who deletes it comes
 * first, since a delete marker cannot. If another program wrote the key between the read and the deletion, both versions
 * are removed again. Without versions of links, or in a suspended bucket, a write in that moment is lost.
 *
 * @param actor who prunes, as far as known
 */
export function* pruneAlias(capabilities: StoreCapabilities, alias: string, actor?: string): Protocol<PruneResult> {
  const current = yield* ask({ operation: 'GetSymlink', key: alias });
  if (current.found === 'none') return left('it is gone already');
  if (current.found === 'object') return left('a real object is there now');
  if (readRecord(current) === undefined) return left('another program has replaced the link');
  const noted = isVersionId(current.versionId)
    ? yield* ask(putRemoval({ alias, capabilities }, current, { why: 'prune', actor }))
    : undefined;
  const { deleteMarker, versionId: marker } = yield* ask({ operation: 'DeleteObject', key: alias });
  if (!capabilities.versionsLinks || !deleteMarker || !isVersionId(marker)) return REMOVED;
  const note = noted?.written ? noted.versionId : undefined;
  const own = [marker, note].filter(isVersionId);
  const page = yield* ask({ operation: 'ListObjectVersions', prefix: alias, maxKeys: own.length + 2 });
  const chain = page.versions.filter(({ key }) => key === alias).map(({ versionId }) => versionId);
  const at = chain.indexOf(marker);
  const seen = [...own, current.versionId];
  if (at === -1 || seen.every((versionId, i) => chain[at + i] === versionId)) return REMOVED;
  // The delete marker last, so that readers never get the old link again.
  for (const versionId of own.toReversed()) yield* ask({ operation: 'DeleteObject', key: alias, versionId });
  return left('another program wrote it at the same moment, so it was left as it is');
}

const REMOVED: PruneResult = { action: 'removed', why: 'no rule defines it any more' };

function left(why: string): PruneResult {
  return { action: 'left', why };
}
