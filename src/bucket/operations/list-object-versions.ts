import { utf8Length } from '../../utf8-length.ts';
import type { ListObjectVersionsArgs, ListVersionsResult, VersionEntry } from '../bucket-engine.ts';
import { BucketFault } from '../bucket-fault.ts';
import { checkListText } from '../checks/check-object-key.ts';
import type { EngineContext } from '../engine-context.ts';
import { checkMaxKeys, shownLinkSize } from '../listing-page.ts';
import { readNullSequence } from '../records/bucket-records.ts';
import { requireBucket } from '../records/find-version.ts';
import type { AnyVersion, BucketRecord } from '../records/object-record.ts';
import { commonPrefixOf, scanRange } from '../records/scan-range.ts';
import { afterPrefix, versionKey, versionStem, versionsOf } from '../records/table-layout.ts';
import { sequenceInVersionId } from '../records/version-id.ts';
import { restoreState } from '../restoration.ts';

/** Keys in byte order, the versions and delete markers of a key newest first (ListObjectVersions page). */
export function listObjectVersions(ctx: EngineContext, args: ListObjectVersionsArgs): ListVersionsResult {
  const { prefix = '', delimiter = '' } = args;
  for (const name of ['prefix', 'delimiter', 'keyMarker'] as const) checkListText(ctx, name, args[name]);
  const bucket = requireBucket(ctx.table, args.bucket);
  const maxKeys = checkMaxKeys(args.maxKeys);
  const start = startOf(ctx, bucket, args);
  const scan = {
    stem: (keyStart: string): string => versionStem(bucket.name, keyStart),
    keyOf: ([, version]: readonly [string, unknown]): string => (version as AnyVersion).key,
    prefix,
    delimiter,
    from: start.from,
    atMost: maxKeys + 1,
  };

  const versions: VersionEntry[] = [];
  const prefixes: string[] = [];
  let last = {};
  let { keyBefore } = start;
  for (const item of scanRange(ctx.table, scan)) {
    if (versions.length + prefixes.length === maxKeys) return { versions, prefixes, ...last };
    if (item.commonPrefix !== undefined) {
      prefixes.push(item.commonPrefix);
      last = { nextKeyMarker: item.commonPrefix };
      continue;
    }
    const version = item.value as AnyVersion;
    versions.push(listed(ctx, bucket, version, item.key !== keyBefore));
    keyBefore = item.key;
    last = { nextKeyMarker: item.key, nextVersionIdMarker: version.versionId };
  }
  return { versions, prefixes };
}

interface Start {
  readonly from: string;
  /** The key whose listing this page continues. Its first version on this page is not the latest. */
  readonly keyBefore?: string;
}

/** Starts after all versions of `keyMarker`, or with a `versionIdMarker` at the next older version of that key. */
function startOf(ctx: EngineContext, bucket: BucketRecord, args: ListObjectVersionsArgs): Start {
  const { prefix = '', delimiter = '', keyMarker = '', versionIdMarker = '' } = args;
  if (keyMarker === '') {
    if (versionIdMarker !== '') throw badMarker(versionIdMarker, 'version-id-marker needs a key-marker.');
    return { from: versionStem(bucket.name, '') };
  }
  if (versionIdMarker !== '') return startInside(ctx, bucket, keyMarker, versionIdMarker);
  const endedWithPrefix = commonPrefixOf(keyMarker, prefix, delimiter) === keyMarker;
  return {
    from: endedWithPrefix ? afterPrefix(versionStem(bucket.name, keyMarker)) : versionsOf(bucket.name, keyMarker).to,
  };
}

function startInside(ctx: EngineContext, bucket: BucketRecord, key: string, versionId: string): Start {
  const sequence =
    versionId === 'null' ? readNullSequence(ctx.table, bucket.name, key) : sequenceInVersionId(versionId);
  if (sequence !== undefined) return { from: `${versionKey(bucket.name, key, sequence)}\u0000`, keyBefore: key };
  if (versionId !== 'null') throw badMarker(versionId, 'version-id-marker is not a version id.');
  // The null version was removed between two pages. List all versions of the key again, so that none is missing.
  return { from: versionsOf(bucket.name, key).from };
}

function badMarker(value: string, message: string): BucketFault {
  return new BucketFault('InvalidArgument', message, {
    elements: { ArgumentName: 'version-id-marker', ArgumentValue: value },
  });
}

function listed(ctx: EngineContext, bucket: BucketRecord, version: AnyVersion, isLatest: boolean): VersionEntry {
  const { key, lastModified } = version;
  const hidden = bucket.versioning === 'Never' && ctx.choices.unversionedListedVersionId === 'empty';
  const versionId = hidden ? '' : version.versionId;
  if (version.kind === 'marker') return { key, versionId, isLatest, lastModified, deleteMarker: true };
  const isLink = version.kind === 'symlink';
  // One literal, because spreading several objects into one takes longer than reading the version.
  const entry: VersionEntry = {
    key,
    versionId,
    isLatest,
    lastModified,
    deleteMarker: false,
    etag: version.etag,
    storageClass: version.storageClass,
    type: isLink ? 'Symlink' : 'Normal',
    size: isLink ? linkSize(ctx, version.target) : version.blob.size,
  };
  const restore = isLink ? undefined : restoreState(version.restoration, ctx.now());
  return restore === undefined ? entry : { ...entry, restore };
}

function linkSize({ choices }: EngineContext, target: string): number {
  return shownLinkSize(choices.linkListedSize, utf8Length(target));
}
