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
    'ObjectModified:ChangeStorageClass',
    'ObjectRestore:FinishRestore',
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
    ['ObjectCreated:InitiateMultipartUpload', 'the upload is not finished'],
    ['ObjectCreated:UploadPart', 'the upload is not finished'],
    ['ObjectCreated:UploadPartCopy', 'the upload is not finished'],
    ['ObjectRemoved:AbortMultipartUpload', 'no object changed'],
    ['ObjectDownloaded:GetObject', 'only read'],
    ['BucketCreated:PutBucket', 'about a bucket'],
    ['BucketRemoved:DeleteBucket', 'about a bucket'],
    ['ObjectCreated:Teleport', 'does not know this kind of event'],
    ['ObjectCreated:', 'does not know this kind of event'],
    ['ecs:Instance:StateChange', 'does not know this kind of event'],
    ['PutObject', 'does not know this kind of event'],
    ['objectcreated:putobject', 'does not know this kind of event'],
    ['constructor', 'does not know this kind of event'],
    ['', 'does not know this kind of event'],
  ])('%s', (name, reason) => {
    expect(eventKind(name)).toEqual({ relevant: false, reason: expect.stringContaining(reason) });
  });
});
