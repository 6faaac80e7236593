import { describe, expect, test } from 'vitest';
import { eventKind } from '../../src/events/event-kinds.ts';

describe('relevant events', () => {
  test.each([
    'ObjectCreated:PutObject',
    'ObjectCreated:PostObject',
    'ObjectCreated:CopyObject',
    'ObjectCreated:CompleteMultipartUpload',
    'ObjectCreated:AppendObject',
    'ObjectCreated:Mirror',
    'ObjectRemoved:DeleteObject',
    'ObjectRemoved:DeleteObjects',
    'ObjectRemoved:ExpiredByLifecycle',
    'ObjectModified:UpdateObjectMeta',
    'ObjectReplication:ObjectCreated',
    'ObjectReplication:ObjectRemoved',
    'ObjectReplication:ObjectModified',
  ])('%s', (name) => {
    expect(eventKind(name)).toEqual({ relevant: true });
  });
});

describe('events that are not relevant, and why', () => {
  test.each([
    ['ObjectCreated:PutSymlink', 'a link was created'],
    ['ObjectCreated:InitiateMultipartUpload', 'a part of an upload'],
    ['ObjectCreated:UploadPart', 'a part of an upload'],
    ['ObjectCreated:UploadPartCopy', 'a part of an upload'],
    ['ObjectRemoved:AbortMultipartUpload', 'no object changed'],
    ['ObjectModified:ChangeStorageClass', 'only the storage class'],
    ['ObjectDownloaded:GetObject', 'only read'],
    ['ObjectRestore:FinishRestore', 'archived copy'],
    ['BucketCreated:PutBucket', 'about a bucket'],
    ['BucketRemoved:DeleteBucket', 'about a bucket'],
    ['ObjectCreated:Teleport', 'not an event kind'],
    ['ObjectCreated:', 'not an event kind'],
    ['ecs:Instance:StateChange', 'not an event kind'],
    ['PutObject', 'not an event kind'],
    ['objectcreated:putobject', 'not an event kind'],
    ['constructor', 'not an event kind'],
    ['', 'not an event kind'],
  ])('%s', (name, reason) => {
    expect(eventKind(name)).toEqual({ relevant: false, reason: expect.stringContaining(reason) });
  });
});
