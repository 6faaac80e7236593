import { describe, expect, it } from 'vitest';
import type { BucketEvent } from '../../../src/bucket/bucket-event.ts';
import { decodeEvents } from '../../../src/events/decode-events.ts';
import { type EventPlace, ossEvents } from '../../../src/local/triggers/oss-events.ts';

const EVENT: BucketEvent = {
  name: 'ObjectCreated:PutObject',
  bucket: 'demo',
  key: 'releases/app/1.0.0/a b+c%2F发.tgz',
  etag: '5D41402ABC4B2A76B9719D911017C592',
  size: 5,
  deltaSize: 3,
  contentType: 'text/plain',
  time: Date.UTC(2026, 0, 2, 3, 4, 5),
  requestId: '5C3D9175B6FC201293AD4890',
};
const PLACE: EventPlace = {
  accountId: '1234567890',
  region: 'cn-hangzhou',
  sourceIp: '127.0.0.1',
  ruleId: 'object-events-1',
  keyEncoding: 'raw',
};

describe('ossEvents', () => {
  it('has the shape of the event format page', () => {
    expect(ossEvents([EVENT], PLACE)).toEqual({
      events: [
        {
          eventName: 'ObjectCreated:PutObject',
          eventSource: 'acs:oss',
          eventTime: '2026-01-02T03:04:05.000Z',
          eventVersion: '1.0',
          oss: {
            bucket: {
              arn: 'acs:oss:cn-hangzhou:1234567890:demo',
              name: 'demo',
              ownerIdentity: '1234567890',
              virtualBucket: '',
            },
            object: {
              key: EVENT.key,
              eTag: '5D41402ABC4B2A76B9719D911017C592',
              size: 5,
              deltaSize: 3,
              objectMeta: { mimeType: 'text/plain' },
            },
            ossSchemaVersion: '1.0',
            ruleId: 'object-events-1',
          },
          region: 'cn-hangzhou',
          requestParameters: { sourceIPAddress: '127.0.0.1' },
          responseElements: { requestId: '5C3D9175B6FC201293AD4890' },
          userIdentity: { principalId: '1234567890' },
        },
      ],
    });
  });

  it('omits unknown fields', () => {
    const { contentType: _, ...without } = EVENT;
    expect(ossEvents([without], PLACE).events[0]?.oss.object).not.toHaveProperty('objectMeta');
  });

  it('encodes the key if that is chosen', () => {
    const [event] = ossEvents([EVENT], { ...PLACE, keyEncoding: 'url-encoded' }).events;
    expect(event?.oss.object.key).toBe('releases%2Fapp%2F1.0.0%2Fa%20b%2Bc%252F%E5%8F%91.tgz');
  });

  it('is understood by the function that receives it', () => {
    const decoded = decodeEvents(Buffer.from(JSON.stringify(ossEvents([EVENT], PLACE))));
    expect(decoded.malformed).toEqual([]);
    expect(decoded.changes).toMatchObject([{ bucket: 'demo', key: EVENT.key, event: EVENT.name }]);
  });

  it('is understood when it holds several events', () => {
    const message = ossEvents([EVENT, { ...EVENT, key: 'b' }], PLACE);
    const decoded = decodeEvents(Buffer.from(JSON.stringify(message)));
    expect(decoded.malformed).toEqual([]);
    expect(decoded.changes).toMatchObject([{ key: EVENT.key }, { key: 'b' }]);
  });
});
