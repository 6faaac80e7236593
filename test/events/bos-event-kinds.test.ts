import { describe, expect, test } from 'vitest';
import { bosEventKind } from '../../src/events/bos-event-kinds.ts';
import { eventKind } from '../../src/events/event-kinds.ts';

describe('relevant events', () => {
  test.each([
    ['PutObject', 'ObjectCreated:PutObject'],
    ['PostObject', 'ObjectCreated:PostObject'],
    ['AppendObject', 'ObjectCreated:AppendObject'],
    ['CopyObject', 'ObjectCreated:CopyObject'],
    ['CompleteMultipartUpload', 'ObjectCreated:CompleteMultipartUpload'],
    ['CompleteMultipartObject', 'ObjectCreated:CompleteMultipartUpload'],
    ['FetchObject', 'ObjectCreated:PutObject'],
    ['DeleteObject', 'ObjectRemoved:DeleteObject'],
    ['DeleteObjects', 'ObjectRemoved:DeleteObject'],
    ['DeleteMultipleObjects', 'ObjectRemoved:DeleteObject'],
    ['DeleteObjectVersion', 'ObjectRemoved:DeleteObject'],
  ])('%s is %s', (name, event) => {
    expect(bosEventKind(name)).toEqual({ event });
    expect(eventKind(event)).toEqual({ relevant: true });
  });
});

describe('events that are not relevant', () => {
  test('a link, by the name of the operation', () => {
    expect(bosEventKind('PutSymlink')).toEqual({ event: 'ObjectCreated:PutSymlink' });
    expect(eventKind('ObjectCreated:PutSymlink').relevant).toBe(false);
  });

  test.each([
    'GetObject',
    'UploadPart',
    'putobject',
    'ObjectCreated:PutObject',
    'DeleteBucket',
    'UndeleteObject',
    'constructor',
    'PutObject ',
    '*',
    '',
  ])('%j is unknown', (name) => {
    expect(bosEventKind(name)).toEqual({ reason: 'this version does not know this kind of event' });
  });
});
