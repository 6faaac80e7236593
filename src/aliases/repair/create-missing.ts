import type { ListObjectVersions } from '../../stores/store-request.ts';
import type { LinkInstead, ListedVersion, NotFound, ObjectFound } from '../../stores/store-response.ts';
import type { AliasObject } from '../model/alias-record.ts';
import { markerOf } from '../model/classify-object.ts';
import { askAll, type Protocol } from '../model/protocol.ts';
import { isVersionId, type Target } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';
import { newestVersions, ownVersions } from '../model/version-chain.ts';
import type { Pausable } from '../reconcile/pausable.ts';
import { type AfterWrite, endOrReconcile, writeAndLook } from '../reconcile/write-and-look.ts';

/**
 * Whether a sweep can create an alias without a listing after the write. Its write and its look are those of `applyChange` for
 * the winner, so the same conditions apply: the bucket keeps a chain of versions, the alias never existed, and the rule does
 * not remove aliases with their targets.
 */
export function mayCreate(
  { rule, capabilities }: Pick<AliasTask, 'rule' | 'capabilities'>,
  current: AliasObject,
  winner: ObjectFound | LinkInstead | NotFound,
): boolean {
  return (
    capabilities.versionsLinks &&
    rule.onDelete !== 'remove' &&
    current.found === 'none' &&
    current.versionId === undefined &&
    winner.found === 'object' &&
    isVersionId(winner.versionId)
  );
}

/**
 * Creates an alias that never existed. The sweep has listed its winner without a marker, and has just read the winner.
 *
 * It writes the alias, then looks again like `applyChange`: a newer version of the alias, a version below it, or a target that
 * has changed or is withdrawn by now. Whenever it cannot be sure, it calls `reconcile`.
 *
 * Unlike `applyChange`, it looks up versions only. The caller can answer the look-ups of many aliases from a few pages of
 * ListObjectVersions. So the first sweep of a bucket sends at most four requests for each alias.
 */
export function* createMissing(task: AliasTask, winner: Target): Pausable {
  return yield* endOrReconcile(task, yield* writeAndLook(task, winner, undefined, null, lookUpVersions));
}

/** The version id is enough: a target that is archived since it was read has no event, so the next sweep handles it. */
function* lookUpVersions(task: AliasTask, { key, identity }: Target): Protocol<AfterWrite> {
  const marker = markerOf(task, key);
  const [page, targets, ...markers] = yield* askAll(
    newestVersions(task),
    newestVersion(key),
    ...(marker === undefined ? [] : [newestVersion(marker)]),
  );
  const target = current(key, targets.versions);
  const isWithdrawn = marker !== undefined && markers.some(({ versions }) => isObject(current(marker, versions)));
  return {
    chain: ownVersions(task, page),
    isSameTarget: isObject(target) && target.versionId === identity.versionId && !isWithdrawn,
  };
}

function newestVersion(key: string): ListObjectVersions {
  return { operation: 'ListObjectVersions', prefix: key, maxKeys: 1 };
}

/** The newest version of a key. A page lists a key before longer keys that begin with it. */
function current(key: string, [first]: readonly ListedVersion[]): ListedVersion | undefined {
  return first?.key === key ? first : undefined;
}

/** Whether a version is an object, and not a delete marker or a link. */
function isObject(version: ListedVersion | undefined): version is ListedVersion {
  return version !== undefined && !version.deleteMarker && version.type !== 'Symlink';
}
