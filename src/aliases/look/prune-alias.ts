import { readRecord } from '../model/alias-record.ts';
import { ask, type Protocol } from '../model/protocol.ts';

/** A link of ours where no rule gives an alias any more. */
export interface Orphan {
  readonly alias: string;
  /** The rule that it was written for. */
  readonly rule: string;
  readonly target: string;
  /** Nothing that can be read is where it points. */
  readonly broken: boolean;
}

/** What stands at a key that no rule gives; undefined where it is no link, or somebody else's. */
export function* readOrphan(alias: string): Protocol<Orphan | undefined> {
  const current = yield* ask({ operation: 'GetSymlink', key: alias });
  const record = current.found === 'symlink' ? readRecord(current) : undefined;
  if (current.found !== 'symlink' || record === undefined) return undefined;
  const target = yield* ask({ operation: 'HeadObject', key: current.target });
  return { alias, rule: record.rule, target: current.target, broken: target.found !== 'object' };
}

/** `left`: it is not ours any more, or somebody wrote at the same moment. */
export interface PruneResult {
  readonly action: 'removed' | 'left';
  readonly why: string;
}

/**
 * Removes a link of ours that no rule gives. It is looked at once more directly before.
 *
 * In a bucket with versioning enabled a deletion hides and destroys nothing, and where what it hid is not the link that
 * was looked at, because somebody wrote in between, the delete marker is taken away again. In an unversioned or suspended
 * bucket nothing guards the moment between the look and the deletion: what is written there just then is lost.
 */
export function* pruneAlias(alias: string): Protocol<PruneResult> {
  const current = yield* ask({ operation: 'GetSymlink', key: alias });
  if (current.found === 'none') return left('it is gone already');
  if (current.found === 'object') return left('a real object stands there by now');
  if (readRecord(current) === undefined) return left('the link there is not ours by now');
  const { deleteMarker, versionId: marker } = yield* ask({ operation: 'DeleteObject', key: alias });
  if (!deleteMarker || marker === undefined || marker === 'null') return REMOVED;
  const page = yield* ask({ operation: 'ListObjectVersions', prefix: alias, maxKeys: 3 });
  const chain = page.versions.filter(({ key }) => key === alias);
  const at = chain.findIndex(({ versionId }) => versionId === marker);
  if (at === -1 || chain[at + 1]?.versionId === current.versionId) return REMOVED;
  yield* ask({ operation: 'DeleteObject', key: alias, versionId: marker });
  return left('another program wrote it at the same moment, so it was left as it is');
}

const REMOVED: PruneResult = { action: 'removed', why: 'no rule gives it any more' };

function left(why: string): PruneResult {
  return { action: 'left', why };
}
