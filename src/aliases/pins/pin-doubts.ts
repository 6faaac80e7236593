import type { ListedVersion, SymlinkFound } from '../../stores/store-response.ts';
import { type AliasRecord, isByTemplate, NO_BASE, readRecord } from '../model/alias-record.ts';
import { orderTextOf } from '../model/classify-object.ts';
import { ask, askAll, type Protocol } from '../model/protocol.ts';
import { identityOf, isVersionId, sameVersion } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';
import { ownVersions } from '../model/version-chain.ts';
import { isByPinCommand } from './active-pin.ts';
import { recordDoubts } from './record-doubts.ts';

/** How many versions of the alias are checked. */
const DEPTH = 20;

/** Milliseconds. No command takes longer from its read to its write, retries included. */
const MARGIN = 600_000;

/**
 * Reasons why no autoalias command can have written a pin. Empty if a command may have written it. Reads the versions
 * of the alias and its target, and finds:
 * - a record with missing, unknown or invalid fields
 * - a record that was copied from another version: its base, order or target does not match
 * - an ETag or a time that the target cannot have had
 * - a pin that `pin` did not write, and that no older version has, so no handler can have restored it
 *
 * A forged record that passes all of these checks is not found. Neither is one that only a deleted version would
 * expose. The times of the versions and of the target come from the store, so a writer cannot choose them.
 */
export function* pinDoubts(task: AliasTask, link: SymlinkFound): Protocol<readonly string[]> {
  const record = readRecord(link);
  if (record?.pin === undefined) return [];
  const isOutOfOrder = isByTemplate(task, record) && record.order !== orderTextOf(task, link.target);
  return [
    ...recordDoubts(task.capabilities, link),
    ...(isOutOfOrder ? [`its recorded order "${record.order}" does not match its target`] : []),
    ...(yield* targetDoubts(link, record)),
    ...(yield* chainDoubts(task, link, record)),
  ];
}

/** Compares the recorded target with the real one. A target overwritten or deleted after the pin raises no doubt. */
function* targetDoubts(link: SymlinkFound, { identity }: AliasRecord): Protocol<readonly string[]> {
  const { versionId } = identity;
  if (isVersionId(versionId)) {
    const version = yield* ask({ operation: 'HeadObject', key: link.target, versionId });
    const isOther = version.found === 'object' && !sameVersion(identity, { ...identityOf(version), versionId });
    return isOther ? ['its recorded ETag or time does not match that version of its target'] : [];
  }
  // With versioning suspended, an older version of the target can become the current one again. So a difference proves
  // nothing.
  if (link.versionId !== undefined || link.lastModified === undefined) return [];
  const target = yield* ask({ operation: 'HeadObject', key: link.target });
  if (target.found !== 'object' || target.lastModified + MARGIN > link.lastModified) return [];
  return sameVersion(identity, identityOf(target))
    ? []
    : ['its recorded ETag or time does not match its target, which is older than the pin'];
}

function* chainDoubts(task: AliasTask, link: SymlinkFound, record: AliasRecord): Protocol<readonly string[]> {
  if (!isVersionId(link.versionId) || link.lastModified === undefined) return [];
  const page = yield* ask({ operation: 'ListObjectVersions', prefix: task.alias, maxKeys: DEPTH });
  const chain = ownVersions(task, page);
  const own = chain.findIndex(({ versionId }) => versionId === link.versionId);
  if (own < 0) return [];
  const below = chain.slice(own + 1);
  const isAll = page.nextKeyMarker !== task.alias;
  return [
    ...baseDoubts(link.lastModified, record, below, isAll),
    ...(isByPinCommand(record) ? [] : yield* sourceDoubts(task, record, below, isAll)),
  ];
}

/**
 * @param at when the version with the pin was written
 * @param below the versions below it, newest first
 * @param isAll the store has no older versions of the alias than these
 */
function baseDoubts(
  at: number,
  { base }: AliasRecord,
  below: readonly ListedVersion[],
  isAll: boolean,
): readonly string[] {
  const [next] = below;
  const seen = below.findIndex(({ versionId }) => versionId === base);
  // A link that replaced a real object has the base `none`: only a link or a delete marker is recorded as the base.
  const isOverObject = next !== undefined && !next.deleteMarker && next.type !== 'Symlink';
  if (base === NO_BASE && isOverObject) return [];
  // Lifecycle rules delete the oldest versions first. So if the store still has any version below this one, it should
  // have the base.
  if (base !== NO_BASE && seen < 0)
    return next !== undefined && isAll ? ['its recorded base is not among the older versions of the alias'] : [];
  const unseen = seen < 0 ? below : below.slice(0, seen);
  return unseen.some(({ lastModified }) => lastModified + MARGIN < at)
    ? ['when the pin was written, a version newer than its recorded base had existed for more than ten minutes']
    : [];
}

/** A handler writes a pin only to restore one. So one of the versions below must have a pin with the same reason. */
function* sourceDoubts(
  { alias }: AliasTask,
  own: AliasRecord,
  below: readonly ListedVersion[],
  isAll: boolean,
): Protocol<readonly string[]> {
  const links = yield* askAll(
    ...below
      .filter(({ deleteMarker }) => !deleteMarker)
      .map(({ versionId }) => ({ operation: 'GetSymlink', key: alias, versionId }) as const),
  );
  const records = links.flatMap((link) => (link.found === 'symlink' ? [readRecord(link)] : []));
  // The version with that pin may have been deleted. If the oldest one left has the base `none`, it was the first, and
  // none was deleted.
  const isPruned = [own, ...records].at(-1)?.base !== NO_BASE;
  if (!isAll || isPruned || records.some((record) => record?.pin?.reason === own.pin?.reason)) return [];
  return ['no pin command wrote it, and no older version has this pin'];
}
