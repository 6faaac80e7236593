import type { ListedVersion, SymlinkFound } from '../stores/store-response.ts';
import { versionsOf } from './alias-chain.ts';
import { type AliasRecord, NO_BASE, readRecord } from './alias-record.ts';
import type { AliasTask } from './alias-task.ts';
import { orderTextOf } from './classify-object.ts';
import { isByPerson } from './lost-pin.ts';
import { ask, type Protocol, together } from './protocol.ts';
import { recordDoubts } from './record-doubts.ts';
import { identityOf, isVersionId, sameVersion } from './target.ts';

/** How many of the alias's versions are looked at. */
const DEPTH = 20;

/** Longer than any command takes between what it reads and what it writes, retries included. */
const MARGIN = 600_000;

/**
 * Why no autoalias command can have written a pin, as far as the alias, its versions and its target tell; empty where one
 * may have.
 *
 * What can be told: a record with missing or unknown fields; one that was copied from another version, since its base,
 * order or target does not fit; a pin that no person's command wrote and that lies on none; a recorded target that never
 * was so. What cannot be told: whether a record that fits in all of this was written by a command or by another program
 * with the same rights, who it was, and anything that pruned versions would have told. The time is the store's own, and
 * no writer chooses it.
 */
export function* pinDoubts(task: AliasTask, link: SymlinkFound): Protocol<readonly string[]> {
  const record = readRecord(link);
  if (record?.pin === undefined) return [];
  const isOfThisForm = record.rule === task.rule.name && record.form === task.form.digest;
  const isOutOfOrder = isOfThisForm && record.order !== orderTextOf(task, link.target);
  return [
    ...recordDoubts(link),
    ...(isOutOfOrder ? [`its order "${record.order}" is not that of its target`] : []),
    ...(yield* targetDoubts(link, record)),
    ...(yield* chainDoubts(task, link, record)),
  ];
}

/** The target may have been written again or deleted since, which says nothing. */
function* targetDoubts(link: SymlinkFound, { identity }: AliasRecord): Protocol<readonly string[]> {
  const { versionId } = identity;
  if (isVersionId(versionId)) {
    const version = yield* ask({ operation: 'HeadObject', key: link.target, versionId });
    const isOther = version.found === 'object' && !sameVersion(identity, { ...identityOf(version), versionId });
    return isOther ? ['it records another ETag or time of its target than that version has'] : [];
  }
  // Elsewhere an older version can come back.
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
  const chain = versionsOf(task, page);
  const own = chain.findIndex(({ versionId }) => versionId === link.versionId);
  if (own < 0) return [];
  const below = chain.slice(own + 1);
  const isAll = page.nextKeyMarker !== task.alias;
  return [
    ...baseDoubts(link.lastModified, record, below, isAll),
    ...(isByPerson(record) ? [] : yield* sourceDoubts(task, record, below, isAll)),
  ];
}

/** @param isAll the store has no older versions of the alias than these. */
const baseDoubts = (
  at: number,
  { base }: AliasRecord,
  below: readonly ListedVersion[],
  isAll: boolean,
): readonly string[] => {
  const [next] = below;
  const seen = below.findIndex(({ versionId }) => versionId === base);
  // A real object that was replaced is no base.
  const isOverObject = next !== undefined && !next.deleteMarker && next.type !== 'Symlink';
  if (base === NO_BASE && isOverObject) return [];
  // Lifecycle rules take the oldest versions first, so the base goes after what lies below it, not before.
  if (base !== NO_BASE && seen < 0)
    return next !== undefined && isAll ? ['its base is none of the versions below it'] : [];
  const unseen = seen < 0 ? below : below.slice(0, seen);
  return unseen.some(({ lastModified }) => lastModified + MARGIN < at)
    ? ['it was written over a version that its base says was not there, and that had been there for long']
    : [];
};

/** A pin that was not written by a person's command brings one back that lies below it. */
function* sourceDoubts(
  { alias }: AliasTask,
  own: AliasRecord,
  below: readonly ListedVersion[],
  isAll: boolean,
): Protocol<readonly string[]> {
  const links = yield* together(
    ...below
      .filter(({ deleteMarker }) => !deleteMarker)
      .map(({ versionId }) => ({ operation: 'GetSymlink', key: alias, versionId }) as const),
  );
  const records = links.flatMap((link) => (link.found === 'symlink' ? [readRecord(link)] : []));
  // Only where the first version of all is still there, nothing older can have had it.
  const isPruned = [own, ...records].at(-1)?.base !== NO_BASE;
  if (!isAll || isPruned || records.some((record) => record?.pin?.reason === own.pin?.reason)) return [];
  return ['no person pinned it: no version below it has this pin'];
}
