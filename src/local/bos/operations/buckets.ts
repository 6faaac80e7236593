import * as z from 'zod';
import { BOS_STORAGE_CLASSES } from '../../../bce-wire/bce-names.ts';
import { compareKeys } from '../../../compare-keys.ts';
import type { StoreOperation } from '../../server/store-call.ts';
import { invalidArgument } from '../answer/bos-fault.ts';
import { documentTime, storageClassOut } from '../answer/object-headers.ts';
import { owner } from '../answer/owner.ts';
import { readJson, readOptionalJson } from '../request/read-json.ts';
import { readCannedAcl, readStorageClass } from '../request/read-write-options.ts';

/** ListBuckets. Source: https://intl.cloud.baidu.com/en/doc/BOS/s/bkcacfjvi-intl-en. */
export const listBuckets: StoreOperation = (_, { engine, region }) => {
  const buckets = [...engine.listBuckets()]
    .sort((a, b) => compareKeys(a.name, b.name))
    .map(({ name, created }) => ({ name, location: region, creationDate: documentTime(created) }));
  return { status: 200, body: JSON.stringify({ owner, buckets }) };
};

/** PutBucket. Its optional body asks for several zones, which the local store does not have. */
export const putBucket: StoreOperation = async (call, { engine, commit }) => {
  await readOptionalJson(call, z.looseObject({}));
  const { 'x-bce-acl': acl, 'x-bce-storage-class': storageClass } = call.headers;
  await commit(() =>
    engine.createBucket({
      bucket: call.bucket,
      ...(acl && { acl: readCannedAcl(acl) }),
      ...(storageClass && { storageClass: readStorageClass(storageClass) }),
    }),
  );
  return { status: 200, headers: { location: `/${call.bucket}` } };
};

/** HeadBucket. */
export const headBucket: StoreOperation = ({ bucket }, { engine }) => {
  engine.getBucket({ bucket });
  return { status: 200 };
};

/** DeleteBucket. */
export const deleteBucket: StoreOperation = async ({ bucket }, { engine, commit }) => {
  await commit(() => engine.deleteBucket({ bucket }), 'reclaim');
  return { status: 204 };
};

/** GetBucketLocation. */
export const getBucketLocation: StoreOperation = ({ bucket }, { engine, region }) => {
  engine.getBucket({ bucket });
  return { status: 200, body: JSON.stringify({ locationConstraint: region }) };
};

/** GetBucketStorageClass: the class that new objects get. */
export const getBucketStorageClass: StoreOperation = ({ bucket }, { engine }) => {
  const { storageClass } = engine.getBucket({ bucket });
  return { status: 200, body: JSON.stringify({ storageClass: storageClassOut(storageClass) }) };
};

const storageClassDocument = z.object({ storageClass: z.enum(Object.keys(BOS_STORAGE_CLASSES)) });

/** PutBucketStorageClass. */
export const putBucketStorageClass: StoreOperation = async (call, { engine, commit }) => {
  engine.getBucket({ bucket: call.bucket });
  const { storageClass } = await readJson(call, storageClassDocument);
  await commit(() => engine.editBucket({ bucket: call.bucket, storageClass: readStorageClass(storageClass) }));
  return { status: 200 };
};

const STATUSES = { Never: 'notEnabled', Enabled: 'enabled', Suspended: 'suspended' } as const;

/** GetBucketVersioning. Source: https://cloud.baidu.com/doc/BOS/s/zlxucuoxg. */
export const getBucketVersioning: StoreOperation = ({ bucket }, { engine }) => {
  const status = STATUSES[engine.getBucketVersioning({ bucket })];
  const isCapital = engine.choices.bosVersioningStatus === 'capitalized';
  const shown = isCapital ? status.charAt(0).toUpperCase() + status.slice(1) : status;
  return { status: 200, body: JSON.stringify({ status: shown }) };
};

/** The tests of bce-sdk-python write `Enabled`, bce-sdk-js writes `enabled`; `disable` is from a docstring of the first. */
const versioningDocument = z.object({
  status: z
    .string()
    .transform((status) => status.toLowerCase())
    .pipe(z.enum(['enabled', 'suspended', 'notenabled', 'disable', 'disabled'])),
});

/** PutBucketVersioning. A bucket whose versioning was enabled cannot go back. */
export const putBucketVersioning: StoreOperation = async (call, { engine, commit }) => {
  const { bucket } = call;
  engine.getBucket({ bucket });
  const { status } = await readJson(call, versioningDocument);
  await commit(() => {
    if (status === 'enabled') return engine.putBucketVersioning({ bucket, status: 'Enabled' });
    if (status === 'suspended') return engine.putBucketVersioning({ bucket, status: 'Suspended' });
    // Already so in a bucket that never had versions.
    if (engine.getBucketVersioning({ bucket }) === 'Never') return;
    throw invalidArgument(
      `Versioning of the bucket ${bucket} was enabled before, so it cannot be notEnabled again: set it to enabled or suspended.`,
    );
  });
  return { status: 200 };
};
