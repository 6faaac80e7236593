import { describe, expect, test } from 'vitest';
import { eventKind } from '../../src/events/event-kinds.ts';
import { s3EventKind } from '../../src/events/s3-event-kinds.ts';

const RELEVANT: readonly [string, string][] = [
  ['ObjectCreated:Put', 'ObjectCreated:PutObject'],
  ['ObjectCreated:Post', 'ObjectCreated:PostObject'],
  ['ObjectCreated:Copy', 'ObjectCreated:CopyObject'],
  ['ObjectCreated:CompleteMultipartUpload', 'ObjectCreated:CompleteMultipartUpload'],
  ['ObjectRemoved:Delete', 'ObjectRemoved:DeleteObject'],
  ['ObjectRemoved:DeleteMarkerCreated', 'ObjectRemoved:DeleteObject'],
  ['ObjectRemoved:DeleteAllVersions', 'ObjectRemoved:DeleteObject'],
  ['ObjectRemoved:SomethingNew', 'ObjectRemoved:DeleteObject'],
  ['LifecycleExpiration:Delete', 'ObjectRemoved:DeleteObject'],
  ['LifecycleExpiration:DeleteMarkerCreated', 'ObjectRemoved:DeleteObject'],
  ['ReducedRedundancyLostObject', 'ObjectRemoved:DeleteObject'],
  ['LifecycleTransition', 'ObjectModified:ChangeStorageClass'],
  ['IntelligentTiering', 'ObjectModified:ChangeStorageClass'],
  ['ObjectRestore:Completed', 'ObjectRestore:FinishRestore'],
  ['ObjectRestore:Delete', 'ObjectModified:ChangeStorageClass'],
];

describe('relevant events', () => {
  test.each(RELEVANT)('%s is %s', (name, event) => {
    expect(s3EventKind(name)).toEqual({ event });
    expect(eventKind(event)).toEqual({ relevant: true });
  });
});

describe('events that are not relevant, and why', () => {
  test.each([
    ['ObjectCreated:PutTagging', 'only tags'],
    ['ObjectCreated:DeleteTagging', 'only tags'],
    ['ObjectCreated:PutRetention', 'retention'],
    ['ObjectCreated:PutLegalHold', 'retention'],
    ['ObjectTagging:Put', 'only tags'],
    ['ObjectTagging:Delete', 'only tags'],
    ['ObjectAcl:Put', 'ACL'],
    ['ObjectRemoved:NoOP', 'nothing was deleted'],
    ['LifecycleDelMarkerExpiration:Delete', 'a delete marker expired'],
    ['ObjectRestore:Post', 'not finished'],
    ['ObjectAccessed:Get', 'only read'],
    ['ObjectAccessed:Head', 'only read'],
    ['Replication:OperationCompletedReplication', 'replica'],
    ['Replication:OperationFailedReplication', 'replica'],
    ['TestEvent', 'test message'],
    ['ObjectCreated:PutObject', 'does not know'],
    ['ObjectCreated:', 'does not know'],
    ['ObjectCreated', 'does not know'],
    ['objectremoved:delete', 'does not know'],
    ['BucketCreated:*', 'does not know'],
    ['constructor', 'does not know'],
    ['*', 'does not know'],
    ['', 'does not know'],
  ])('%s', (name, reason) => {
    expect(s3EventKind(name)).toEqual({ reason: expect.stringContaining(reason) });
  });
});
