import type { KeyExists, WriteResult } from '../../stores/store-response.ts';
import type { AliasObject } from '../model/alias-record.ts';
import { putAlias, type RecordExtras, readRecord } from '../model/alias-record.ts';
import { isUnpin } from '../model/cause.ts';
import { orderTextOf } from '../model/classify-object.ts';
import { ask, type Protocol } from '../model/protocol.ts';
import { isVersionId, type Target } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';

/** What a link of a bucket without versions remembers: so many targets, in so many characters of metadata (8 KB in all). */
const REMEMBERED = 5;
const LENGTH = 2000;

/**
 * Writes an alias over what was read there. `written: false` where the key was taken in the same instant, so that the
 * caller looks again.
 */
export function* writeAlias(
  task: AliasTask,
  current: AliasObject,
  target: Pick<Target, 'key' | 'identity' | 'headers'>,
  { pin }: Pick<RecordExtras, 'pin'> = {},
): Protocol<WriteResult | KeyExists> {
  const base = current.found === 'object' ? undefined : current.versionId;
  const record = current.found === 'symlink' ? readRecord(current) : undefined;
  // In other buckets, a write replaces the version before it.
  const before = isVersionId(target.identity.versionId) ? [] : beforeOf(current, target.key);
  const lifts = pin === undefined && (isUnpin(task.cause) || (record !== undefined && record.pin !== undefined));
  const put = putAlias(task, target, base, orderTextOf(task, target.key), { pin, dropsPin: lifts, before });
  // Only where nothing stands there: a real object that appears in the same instant must survive. Void on versioned
  // buckets, where it survives as a version.
  const forbidOverwrite = current.found === 'none' && target.identity.versionId === undefined;
  return yield* ask(forbidOverwrite ? { ...put, forbidOverwrite } : put);
}

/** What it pointed at until now, the latest first. */
function beforeOf(current: AliasObject, to: string): readonly string[] {
  const record = current.found === 'symlink' ? readRecord(current) : undefined;
  if (current.found !== 'symlink' || record === undefined) return [];
  const targets = [...new Set([current.target, ...record.before])].filter((key) => key !== to).slice(0, REMEMBERED);
  let length = 0;
  return targets.filter((key) => {
    length += encodeURIComponent(key).length;
    return length <= LENGTH;
  });
}
