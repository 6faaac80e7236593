import { describe, expect, test } from 'vitest';
import type { BucketEvent } from '../../../src/bucket/bucket-event.ts';
import { ossCloudEvent, queueCloudEvent } from '../../../src/local/triggers/cloud-events.ts';

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
const PLACE = { accountId: '1234567890', region: 'cn-hangzhou', sourceIp: '127.0.0.1', keyEncoding: 'raw' } as const;
const NOW = Date.UTC(2026, 0, 2, 3, 4, 6, 789);

function parts() {
  let ids = 0;
  return { newId: () => `${++ids}`.padStart(32, 'a'), now: NOW };
}

const EXTENSIONS = {
  aliyunaccountid: '1234567890',
  aliyunpublishtime: '2026-01-02T03:04:06.789Z',
  aliyunoriginalaccountid: '1234567890',
  aliyunregionid: 'cn-hangzhou',
};

describe('ossCloudEvent', () => {
  test('has the fields of the documented sample', () => {
    expect(ossCloudEvent(EVENT, PLACE, parts())).toEqual({
      id: `${'a'.repeat(31)}1`,
      source: 'acs.oss',
      specversion: '1.0',
      type: 'oss:ObjectCreated:PutObject',
      datacontenttype: 'application/json;charset=utf-8',
      subject: 'acs:oss:cn-hangzhou:1234567890:demo/releases/app/1.0.0/a b+c%2F发.tgz',
      time: '2026-01-02T03:04:05.000Z',
      ...EXTENSIONS,
      aliyuneventbusname: 'default',
      data: {
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
        },
        region: 'cn-hangzhou',
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: { requestId: '5C3D9175B6FC201293AD4890' },
        userIdentity: { principalId: '1234567890' },
      },
    });
  });

  test('encodes the key in the data and in the subject, if that is chosen', () => {
    const { subject, data } = ossCloudEvent(EVENT, { ...PLACE, keyEncoding: 'url-encoded' }, parts());
    const encoded = 'releases%2Fapp%2F1.0.0%2Fa%20b%2Bc%252F%E5%8F%91.tgz';
    expect([subject, data.oss.object.key]).toEqual([`acs:oss:cn-hangzhou:1234567890:demo/${encoded}`, encoded]);
  });
});

describe('queueCloudEvent', () => {
  const names = { queue: 'autoalias-events', functionName: 'object-events', trigger: 'objects' };

  test('has the fields of the documented sample', () => {
    expect(queueCloudEvent('{}', names, PLACE, parts())).toEqual({
      id: `${'a'.repeat(31)}1`,
      source: 'MNS-object-events-objects',
      specversion: '1.0',
      type: 'mns:Queue:SendMessage',
      datacontenttype: 'application/json; charset=utf-8',
      subject: 'acs:mns:cn-hangzhou:1234567890:queues/autoalias-events',
      time: '2026-01-02T03:04:06.789Z',
      ...EXTENSIONS,
      aliyuneventbusname: 'MNS-object-events-objects',
      data: { requestId: 'A'.repeat(24), messageId: `${'A'.repeat(31)}3`, messageBody: '{}' },
    });
  });
});
