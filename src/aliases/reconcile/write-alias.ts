import type { PutSymlink } from '../../stores/store-request.ts';
import type { KeyExists, SymlinkFound, WriteResult } from '../../stores/store-response.ts';
import type { AliasObject } from '../model/alias-record.ts';
import { type AliasRecord, putAlias, type RecordExtras, readRecord } from '../model/alias-record.ts';
import { isUnpin } from '../model/cause.ts';
import { orderTextOf } from '../model/classify-object.ts';
import { ask, type Protocol } from '../model/protocol.ts';
import { identityOf, isVersionId, sameVersion, type Target } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';

/** How many former targets a link records where the versions of links are not kept. */
const MAX_FORMER = 5;

/** In characters, all of them together. Fewer are recorded if the metadata of the link would exceed the limit of the store. */
const MAX_LENGTH = 2000;

/**
 * Writes an alias over what was read there. `written: false` if another writer created the key at the same moment. Then
 * the caller must read again.
 */
export function* writeAlias(
  task: AliasTask,
  current: AliasObject,
  target: Pick<Target, 'key' | 'identity' | 'headers'>,
  { pin }: Pick<RecordExtras, 'pin'> = {},
): Protocol<WriteResult | KeyExists> {
  const base = current.found === 'object' ? undefined : current.versionId;
  const record = current.found === 'symlink' ? readRecord(current) : undefined;
  const { versionsLinks, createOnly, linkMetadataBytes } = task.capabilities;
  // Without versions, a write destroys the link that it overwrites, so the new link records its former targets.
  const keepsOld = versionsLinks && isVersionId(target.identity.versionId);
  const before = keepsOld ? [] : beforeOf(current, target.key);
  const dropsPin = pin === undefined && (isUnpin(task.cause) || (record !== undefined && record.pin !== undefined));
  const order = orderTextOf(task, target.key);
  const put = longestFitting(before, linkMetadataBytes, (some) =>
    putAlias(task, target, base, order, { pin, dropsPin, before: some }),
  );
  // A real object that is uploaded at the same moment must survive. If the store ignores the header in a versioned bucket,
  // the bucket keeps the object as an older version.
  const isGuarded = createOnly === 'always' || target.identity.versionId === undefined;
  const forbidOverwrite = current.found === 'none' && isGuarded;
  return yield* ask(forbidOverwrite ? { ...put, forbidOverwrite } : put);
}

/**
 * Writes an alias with the target and the identity of a link of ours, whether its target still exists or not. The headers
 * come from the target if it still is that version, because a link may have been written under another header policy.
 */
export function* writeLinkAgain(
  task: AliasTask,
  current: AliasObject,
  link: SymlinkFound,
  { identity }: AliasRecord,
  extras: Pick<RecordExtras, 'pin'> = {},
): Protocol<WriteResult | KeyExists> {
  const { target: key } = link;
  const head = yield* ask({ operation: 'HeadObject', key });
  const isThere = head.found === 'object' && sameVersion(identityOf(head), identity);
  const headers = isThere ? head.headers : link.headers;
  return yield* writeAlias(task, current, { key, identity, headers }, extras);
}

/**
 * The write with as many former targets as the metadata can contain, the latest first. Without this, a store with a low
 * limit would refuse each write of an alias whose targets have long keys.
 */
function longestFitting(
  before: readonly string[],
  mostBytes: number,
  write: (before: readonly string[]) => PutSymlink,
): PutSymlink {
  const put = write(before);
  if (before.length === 0 || metadataBytes(put) <= mostBytes) return put;
  return longestFitting(before.slice(0, -1), mostBytes, write);
}

function metadataBytes({ metadata = {} }: PutSymlink): number {
  return Object.entries(metadata).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
}

/** The former targets, latest first. */
function beforeOf(current: AliasObject, to: string): readonly string[] {
  const record = current.found === 'symlink' ? readRecord(current) : undefined;
  if (current.found !== 'symlink' || record === undefined) return [];
  const targets = [...new Set([current.target, ...record.before])].filter((key) => key !== to).slice(0, MAX_FORMER);
  let length = 0;
  return targets.filter((key) => {
    length += encodeURIComponent(key).length;
    return length <= MAX_LENGTH;
  });
}
