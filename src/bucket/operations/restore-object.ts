import { isArchiveClass } from '../../archive-class.ts';
import type { StorageClass } from '../../stores/object-attributes.ts';
import type { RestoreObjectArgs, RestoreResult } from '../bucket-engine.ts';
import { BucketFault } from '../bucket-fault.ts';
import { checkObjectKey } from '../checks/check-object-key.ts';
import type { EngineContext } from '../engine-context.ts';
import { readCurrent } from '../records/bucket-records.ts';
import { requireBucket, requireVersion, shownVersionId } from '../records/find-version.ts';
import type { BucketRecord, ObjectVersion } from '../records/object-record.ts';
import { currentKey, versionKey } from '../records/table-layout.ts';
import {
  expiryOf,
  RESTORE_TIERS,
  type Restoration,
  type RestoreTier,
  restoreDuration,
  restoreState,
} from '../restoration.ts';

/**
 * Makes an archived object readable for some days (RestoreObject page). The first request starts it. While it is under
 * way, only a faster tier is accepted. Once the object can be read, a further request extends the time. Pages do not say
 * what a symlink answers. Here it answers like an object without an archive class, since its target must be restored
 * itself.
 */
export function restoreObject(ctx: EngineContext, args: RestoreObjectArgs): RestoreResult {
  checkObjectKey(ctx, args.key);
  const bucket = requireBucket(ctx.table, args.bucket);
  const version = requireVersion(ctx.table, bucket, args, 'POST');
  if (version.kind !== 'object' || !isArchiveClass(version.storageClass)) {
    throw new BucketFault('OperationNotSupported', 'The operation is not supported for this resource', {
      ec: '0016-00000702',
      elements: { Resource: args.key },
    });
  }
  const { storageClass } = version;
  const days = checkDays(storageClass, args.days);
  const tier = checkTier(storageClass, args.tier);
  const answer = { ...shownVersionId(bucket, version), ...(tier !== undefined && { priority: tier }) };
  const now = ctx.now();
  const state = restoreState(version.restoration, now);
  if (state?.ongoing === false) {
    // A request for fewer days does not shorten the time.
    const expires = Math.max(state.expires ?? 0, expiryOf(now, days));
    keep(ctx, bucket, version, { ready: now, ...version.restoration, expires });
    return { ...answer, restored: true };
  }
  if (state !== undefined) checkFaster(version.restoration?.tier, tier);
  const isAtOnce = ctx.choices.restoreDuration === 'at-once';
  const ready = now + (isAtOnce ? 0 : restoreDuration(storageClass, tier ?? 'Standard'));
  keep(ctx, bucket, version, { ready, expires: expiryOf(ready, days), ...(tier !== undefined && { tier }) });
  return { ...answer, restored: false };
}

/** Changes neither Last-Modified nor the version id. */
function keep(ctx: EngineContext, bucket: BucketRecord, version: ObjectVersion, restoration: Restoration): void {
  const { key, sequence } = version;
  ctx.table.put(versionKey(bucket.name, key, sequence), { ...version, restoration });
  const current = readCurrent(ctx.table, bucket.name, key);
  if (current?.sequence === sequence) ctx.table.put(currentKey(bucket.name, key), { ...current, restoration });
}

function checkDays(storageClass: StorageClass, days = 1): number {
  const [most, ec] = storageClass === 'Archive' ? [7, '0016-00000708'] : [365, '0016-00000704'];
  if (Number.isInteger(days) && days >= 1 && days <= most) return days;
  throw new BucketFault('InvalidArgument', `The days of a ${storageClass} object must be from 1 to ${most}.`, {
    ec,
    elements: { ArgumentName: 'Days', ArgumentValue: String(days) },
  });
}

function checkTier(storageClass: StorageClass, tier: string | undefined): RestoreTier | undefined {
  if (storageClass === 'Archive') {
    if (tier === undefined) return undefined;
    throw new BucketFault('MalformedXML', 'JobParameters is not allowed for an object of the class Archive.');
  }
  const known = RESTORE_TIERS.find((one) => one === (tier ?? 'Standard'));
  if (known !== undefined) return known;
  throw new BucketFault('InvalidArgument', `Tier must be one of ${RESTORE_TIERS.join(', ')}.`, {
    ec: '0016-00000703',
    elements: { ArgumentName: 'Tier', ArgumentValue: tier ?? '' },
  });
}

function checkFaster(running: RestoreTier | undefined, asked: RestoreTier | undefined): void {
  const rank = (tier: RestoreTier | undefined): number => (tier === undefined ? 0 : RESTORE_TIERS.indexOf(tier));
  if (rank(asked) < rank(running)) return;
  if (rank(asked) > rank(running)) {
    throw new BucketFault('InvalidArgument', 'The tier must not be lower than that of the restore in progress.', {
      ec: '0016-00000715',
      elements: { ArgumentName: 'Tier', ArgumentValue: asked ?? '' },
    });
  }
  throw new BucketFault('RestoreAlreadyInProgress', 'The restore operation is in progress.');
}

/** Refuses to read the bytes of an archived object that is not restored. */
export function frozenFault(key: string): BucketFault {
  const elements = { ObjectName: key };
  return new BucketFault('InvalidObjectState', "The operation is not valid for the object's state.", { elements });
}
