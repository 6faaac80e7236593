import { describe, expect, test } from 'vitest';
import { decodeS3Record, type S3Record } from '../../src/events/decode-s3-record.ts';
import { cephRecord, minioEvent, s3Record } from './s3-record.ts';

const place = { path: 'Records[0]', source: 's3' } as const;
const key = 'releases/app/1.10.0/app.tgz';

function decode(value: unknown) {
  return decodeS3Record(value, place);
}

describe('records of each store', () => {
  // The type makes a sample that is not the form of S3 a compile error.
  const amazon: S3Record = s3Record('ObjectCreated:Put', key);
  test.each([
    [
      'Amazon S3',
      amazon,
      {
        time: '2026-11-20T08:09:10.000Z',
        actor: 'AIDAJDPLRKLG7UEXAMPLE',
        requestId: 'C3D13FE58DE4C810',
        versionId: '096fKKXTRTtl3on89fVO.nfljtsv6qko',
        sequencer: '0055AED6DCD90281E5',
      },
    ],
    [
      'MinIO',
      minioEvent('s3:ObjectCreated:Put', key).Records[0],
      {
        time: '2026-11-20T08:09:10.123Z',
        actor: 'minioadmin',
        requestId: '17A5D5A4B8A8C2B0',
        sequencer: '17A5D5A4BA1E0B50',
      },
    ],
    [
      'Ceph',
      cephRecord('ObjectCreated:Put', key),
      {
        time: '2026-11-20T08:09:10.470367Z',
        actor: 'testuser',
        requestId: 'd5a87e11-31a2-4e74-9f6d-ebc48a187271.4464.5813176538436958134',
        sequencer: '0055AED6DCD90281E5',
      },
    ],
    [
      'a store that sends only what is needed',
      { eventName: 'ObjectCreated:Put', s3: { bucket: { name: 'demo' }, object: { key } } },
      {},
    ],
  ])('%s', (_, record, more) => {
    expect(decode(record)).toEqual({
      kind: 'change',
      change: { bucket: 'demo', key, event: 'ObjectCreated:PutObject', source: 's3', ...more },
    });
  });
});

/** Keys as Amazon S3 writes them, as MinIO writes them, and what they are. Ceph writes them as they are. */
const KEYS: readonly [amazon: string, minio: string, key: string][] = [
  ['red+flower.jpg', 'red+flower.jpg', 'red flower.jpg'],
  ['a/b%2Bc', 'a%2Fb%2Bc', 'a/b+c'],
  ['1.0.0%2Bbuild.5/x.tgz', '1.0.0%2Bbuild.5%2Fx.tgz', '1.0.0+build.5/x.tgz'],
  ['a%252Fb', 'a%252Fb', 'a%2Fb'],
  ['100%25', '100%25', '100%'],
  ['%E5%BA%94%E7%94%A8/%F0%9F%9A%80', '%E5%BA%94%E7%94%A8%2F%F0%9F%9A%80', '应用/🚀'],
  ['%2Fleading', '%2Fleading', '/leading'],
  ['a%0Ab', 'a%0Ab', 'a\nb'],
];

describe('keys are decoded', () => {
  test.each(KEYS)('%s', (amazon, minio, plain) => {
    const read = (record: unknown) => decode(record);
    const expected = { kind: 'change', change: { key: plain } };
    expect(read(s3Record('ObjectCreated:Put', amazon))).toMatchObject(expected);
    expect(read({ ...s3Record('ObjectCreated:Put', minio), eventSource: 'minio:s3' })).toMatchObject(expected);
    expect(read(cephRecord('ObjectCreated:Put', plain))).toMatchObject(expected);
  });
});

describe('keys that cannot be decoded', () => {
  test.each([
    ['%', 'Records[0].s3.object.key: the key is not URL-encoded: "%"'],
    ['100%.txt', 'Records[0].s3.object.key: the key is not URL-encoded: "100%.txt"'],
    ['%ff', 'Records[0].s3.object.key: the key is not URL-encoded: "%ff"'],
    ['', 'Records[0].s3.object.key: the key is empty'],
    ['k'.repeat(1024), 'Records[0].s3.object.key: the key is longer than the 1023 bytes'],
    ['%E7%95%8C'.repeat(342), 'Records[0].s3.object.key: the key is longer than the 1023 bytes'],
  ])('%.20s', (encoded, message) => {
    expect(decode(s3Record('ObjectCreated:Put', encoded))).toMatchObject({
      kind: 'malformed',
      message: expect.stringContaining(message),
    });
  });
});

describe('names with and without s3:', () => {
  test.each([
    ['s3:ObjectRemoved:Delete', 'ObjectRemoved:DeleteObject'],
    ['ObjectRemoved:DeleteMarkerCreated', 'ObjectRemoved:DeleteObject'],
    ['s3:LifecycleExpiration:Delete', 'ObjectRemoved:DeleteObject'],
    ['LifecycleExpiration:DeleteMarkerCreated', 'ObjectRemoved:DeleteObject'],
  ])('%s', (name, event) => {
    expect(decode(s3Record(name, key))).toMatchObject({ kind: 'change', change: { key, event } });
  });
});

describe('skipped records', () => {
  test.each([
    ['with their object', s3Record('s3:ObjectAccessed:Get', 'a+b'), { event: 'ObjectAccessed:Get', key: 'a b' }],
    ['with a key that is not encoded', s3Record('ObjectTagging:Put', '%'), { event: 'ObjectTagging:Put' }],
    ['without an object', { eventName: 's3:TestEvent' }, { event: 'TestEvent' }],
  ])('%s', (_, record, expected) => {
    expect(decode(record)).toMatchObject({ kind: 'skipped', path: 'Records[0]', ...expected });
  });

  test('a bucket name that OSS does not allow is not malformed: the bucket is not served', () => {
    const { s3, ...rest } = s3Record('ObjectCreated:Put', key);
    const record = { ...rest, s3: { ...s3, bucket: { ...s3.bucket, name: 'My.Bucket' } } };
    expect(decode(record)).toMatchObject({ kind: 'change', change: { bucket: 'My.Bucket' } });
  });
});

describe('invalid records', () => {
  const object = (value: unknown) => ({
    eventName: 'ObjectCreated:Put',
    s3: { bucket: { name: 'demo' }, object: value },
  });
  test.each([
    ['a text', 'x', 'Records[0]: expected object, got string'],
    ['no name', {}, 'Records[0].eventName: expected string, got nothing'],
    ['no s3', { eventName: 'ObjectCreated:Put' }, 'Records[0].s3: expected object, got nothing'],
    ['no key', object({}), 'Records[0].s3.object.key: expected string, got nothing'],
    [
      'an empty bucket name',
      { eventName: 'ObjectCreated:Put', s3: { bucket: { name: '' }, object: { key } } },
      'Records[0].s3.bucket.name: the bucket name is empty',
    ],
    [
      'a record of SQS',
      { messageId: '1', eventSource: 'aws:sqs', body: '{}' },
      'Records[0].eventName: expected string',
    ],
    ['a record of SNS', { EventSource: 'aws:sns', Sns: { Message: '{}' } }, 'Records[0].eventName: expected string'],
    ['a record of DynamoDB', { eventName: 'INSERT', dynamodb: {} }, undefined],
  ])('%s', (_, record, message) => {
    expect(decode(record)).toMatchObject(
      message === undefined ? { kind: 'skipped' } : { kind: 'malformed', message: expect.stringContaining(message) },
    );
  });
});
