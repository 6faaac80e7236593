import type { BucketEngine, BucketEngineParts } from './bucket-engine.ts';
import { OSS_DIALECT } from './dialects/bucket-dialect.ts';
import type { EngineContext } from './engine-context.ts';
import { copyObject } from './operations/copy-object.ts';
import { putObject } from './operations/create-object.ts';
import { deleteObject, deleteObjects } from './operations/delete-object.ts';
import {
  deleteObjectTagging,
  getObjectAcl,
  getObjectTagging,
  putObjectAcl,
  putObjectTagging,
} from './operations/edit-object.ts';
import { getSymlink } from './operations/get-symlink.ts';
import { listObjectVersions } from './operations/list-object-versions.ts';
import { listObjects } from './operations/list-objects.ts';
import {
  createBucket,
  deleteBucket,
  editBucket,
  listBuckets,
  putBucketVersioning,
} from './operations/manage-buckets.ts';
import { putSymlink } from './operations/put-symlink.ts';
import { getObjectMeta, readObject } from './operations/read-object.ts';
import { restoreObject } from './operations/restore-object.ts';
import { readBlobUses } from './records/bucket-records.ts';
import { requireBucket } from './records/find-version.ts';
import { UNVERIFIED_CHOICES, type UnverifiedChoices } from './unverified-choices.ts';

/** Creates an engine. All its state is in the table, so two engines with the same table have the same buckets. */
export function createBucketEngine(parts: BucketEngineParts): BucketEngine {
  const { table, now, newId, emit = ignore, keep = ignore, release = ignore, dialect = OSS_DIALECT } = parts;
  const choices = { ...DEFAULT_CHOICES, ...parts.choices };
  const ctx: EngineContext = {
    table,
    now,
    newId,
    emit,
    keep,
    release,
    dialect,
    choices: dialect.engineChoices(choices),
  };
  const on =
    <Args, Result>(operation: (context: EngineContext, args: Args) => Result) =>
    (args: Args): Result =>
      operation(ctx, args);

  return {
    choices,
    createBucket: on(createBucket),
    editBucket: on(editBucket),
    deleteBucket: on(deleteBucket),
    listBuckets: () => listBuckets(ctx),
    getBucket: ({ bucket }) => requireBucket(table, bucket),
    getBucketAcl: ({ bucket }) => requireBucket(table, bucket).acl,
    getBucketVersioning: ({ bucket }) => requireBucket(table, bucket).versioning,
    putBucketVersioning: on(putBucketVersioning),
    putObject: on(putObject),
    copyObject: on(copyObject),
    putSymlink: on(putSymlink),
    readObject: on(readObject),
    getObjectMeta: on(getObjectMeta),
    getSymlink: on(getSymlink),
    restoreObject: on(restoreObject),
    deleteObject: on(deleteObject),
    deleteObjects: on(deleteObjects),
    getObjectTagging: on(getObjectTagging),
    putObjectTagging: on(putObjectTagging),
    deleteObjectTagging: on(deleteObjectTagging),
    getObjectAcl: on(getObjectAcl),
    putObjectAcl: on(putObjectAcl),
    listObjects: on(listObjects),
    listObjectVersions: on(listObjectVersions),
    isBlobReferenced: (blobId) => readBlobUses(table, blobId) > 0,
  };
}

function ignore(): void {}

/** The default of every choice. */
const DEFAULT_CHOICES = Object.fromEntries(
  Object.entries(UNVERIFIED_CHOICES).map(([name, choice]) => [name, choice.default]),
) as UnverifiedChoices;
