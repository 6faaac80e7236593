import { expect, test } from 'vitest';
import type { BucketEvent, BucketEventName } from '../../../src/bucket/bucket-event.ts';
import { decodeEvents } from '../../../src/events/decode-events.ts';
import { bosEvents } from '../../../src/local/triggers/bos-events.ts';

const EVENT: BucketEvent = {
  name: 'ObjectCreated:PutObject',
  bucket: 'demo',
  key: 'releases/app/1.0.0/a b+c%2F发.tgz',
  etag: '5D41402ABC4B2A76B9719D911017C592',
  size: 5,
  deltaSize: 3,
  contentType: 'a/b',
  time: Date.UTC(2026, 0, 2, 3, 4, 5),
  requestId: 'R',
};
const PLACE = { accountId: 'u', region: 'bj', sourceIp: '127.0.0.1', keyEncoding: 'raw' } as const;

test('a record has the fields of the page', () => {
  expect(bosEvents([EVENT], PLACE, () => 'id')).toEqual({
    events: [
      {
        version: '1.0',
        eventId: 'id',
        eventOrigin: 'bos:realtime',
        eventTime: '2026-01-02T03:04:05Z',
        eventType: 'PutObject',
        content: {
          userId: 'u',
          domain: 'bj.bcebos.com',
          bucket: 'demo',
          object: EVENT.key,
          eTag: '5d41402abc4b2a76b9719d911017c592',
          contentType: 'a/b',
          filesize: 5,
          lastModified: '2026-01-02T03:04:05Z',
          xVars: '',
        },
      },
    ],
  });
});

test.each<[BucketEventName, string]>([
  ['ObjectCreated:PutObject', 'ObjectCreated:PutObject'],
  ['ObjectCreated:CopyObject', 'ObjectCreated:CopyObject'],
  ['ObjectCreated:PutSymlink', 'ObjectCreated:PutObject'],
  ['ObjectRemoved:DeleteObject', 'ObjectRemoved:DeleteObject'],
  ['ObjectRemoved:DeleteObjects', 'ObjectRemoved:DeleteObject'],
])('%s is read as %s', (name, event) => {
  const payload = bosEvents([{ ...EVENT, name }], PLACE, () => 'id');
  expect(decodeEvents(payload).changes).toMatchObject([{ event, key: EVENT.key, bucket: 'demo', source: 'bos' }]);
});

test('keys can be encoded', () => {
  const { events } = bosEvents([EVENT], { ...PLACE, keyEncoding: 'url-encoded' }, () => 'id');
  expect(events[0]?.content.object).toBe(encodeURIComponent(EVENT.key));
});
