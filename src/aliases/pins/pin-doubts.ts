import type { ListedVersion, SymlinkFound } from '../../stores/store-response.ts';
import { type AliasRecord, NO_BASE, readRecord } from '../model/alias-record.ts';
import { orderTextOf } from '../model/classify-object.ts';
import { ask, askAll, type Protocol } from '../model/protocol.ts';
import { identityOf, isVersionId, sameVersion } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';
import { ownVersions } from '../model/version-chain.ts';
import { isByPinCommand } from './active-pin.ts';
import { recordDoubts } from './record-doubts.ts';

/** How many versions of the alias are checked. */
const DEPTH = 20;

/** Milliseconds. No command takes longer between its read and its write, retries included. */
const MARGIN = 600_000;

/**
 * Why no autoalias command can have written a pin, judged by the alias, its versions and its target. Empty if a command
 * may have written it.
 *
 * The checks find a record with missing or unknown fields; a record that was copied from another version, since its
 * base, order or target does not match; a pin that no person's command wrote and that restores no earlier pin; and a
 * recorded target that never existed. They cannot find a forged record that is consistent in all of this, nor anything
 * that only deleted versions could show. Times are those of the store, which no writer can choose.
 */
export function* pinDoubts(task: AliasTask, link: SymlinkFound): Protocol<readonly string[]> {
  const record = readRecord(link);
  if (record?.pin === undefined) return [];
  const isOfThisTemplate = record.rule === task.rule.name && record.templateDigest === task.template.digest;
  const isOutOfOrder = isOfThisTemplate && record.order !== orderTextOf(task, link.target);
  return [
    ...recordDoubts(link),
    ...(isOutOfOrder ? [`its order "${record.order}" is not that of its target`] : []),
    ...(yield* targetDoubts(link, record)),
    ...(yield* chainDoubts(task, link, record)),
  ];
}

/** A target that was overwritten or deleted after the pin raises no doubt. */
function* targetDoubts(link: SymlinkFound, { identity }: AliasRecord): Protocol<readonly string[]> {
  const { versionId } = identity;
  if (isVersionId(versionId)) {
    const version = yield* ask({ operation: 'HeadObject', key: link.target, versionId });
    const isOther = version.found === 'object' && !sameVersion(identity, { ...identityOf(version), versionId });
    return isOther ? ['it records another ETag or time than this version of its target has'] : [];
  }
  // While versioning is suspended, an older version of the target can become current again, so a difference proves nothing.
  if (link.versionId !== undefined || link.lastModified === undefined) return [];
  const target = yield* ask({ operation: 'HeadObject', key: link.target });
  if (target.found !== 'object' || target.lastModified + MARGIN > link.lastModified) return [];
  return sameVersion(identity, identityOf(target))
    ? []
    : ['it records another ETag or time than its target had when it was written'];
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

/** @param isAll the store has no older versions of the alias than these. */
function baseDoubts(
  at: number,
  { base }: AliasRecord,
  below: readonly ListedVersion[],
  isAll: boolean,
): readonly string[] {
  const [next] = below;
  const seen = below.findIndex(({ versionId }) => versionId === base);
  // The base of a link that replaced a real object is `none`, because only links and delete markers are recorded as a
  // base.
  const isOverObject = next !== undefined && !next.deleteMarker && next.type !== 'Symlink';
  if (base === NO_BASE && isOverObject) return [];
  // Lifecycle rules delete the oldest versions first. So if a version below the base still exists, the base does too.
  if (base !== NO_BASE && seen < 0)
    return next !== undefined && isAll ? ['its base is not one of the versions below it'] : [];
  const unseen = seen < 0 ? below : below.slice(0, seen);
  return unseen.some(({ lastModified }) => lastModified + MARGIN < at)
    ? ['its base skips a version that was more than ten minutes old when the pin was written']
    : [];
}

/** A pin that no person's command wrote has to restore one from a version below it. */
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
  // A version that was deleted since may have had the pin. If the first version (its base is `none`) still exists, no
  // version was deleted.
  const isPruned = [own, ...records].at(-1)?.base !== NO_BASE;
  if (!isAll || isPruned || records.some((record) => record?.pin?.reason === own.pin?.reason)) return [];
  return ['no person pinned it: no version below it has this pin'];
}
