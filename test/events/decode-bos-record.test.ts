import { describe, expect, test } from 'vitest';
import { decodeBosRecord, recordSender, unclearRecord } from '../../src/events/decode-bos-record.ts';
import { bosRecord, SECRETS } from './bos-record.ts';
import { record } from './record.ts';

const key = 'releases/app/1.10.0/app.tgz';

describe('the sender of a record', () => {
  test.each([
    ['PutObject', bosRecord('PutObject', key)],
    ['a deletion', bosRecord('DeleteObject', key)],
    ['no content', { eventType: 'PutObject' }],
    ['no event type', { content: {} }],
    ['a damaged record', { ...bosRecord('PutObject', key), content: 5 }],
    ['no origin and no version', { eventType: 'PutObject', content: { bucket: 'demo', object: key } }],
  ])('BOS: %s', (_name, value) => {
    expect(recordSender(value)).toBe('bos');
  });

  test.each([
    ['an upload', record('ObjectCreated:PutObject', key)],
    ['an event of a bucket', { eventName: 'BucketCreated:PutBucket' }],
    ['no event name', { oss: {} }],
    ['an empty record', {}],
    ['null', null],
    ['a text', 'eventType'],
    ['inherited fields', Object.create({ eventType: 'PutObject', content: {} })],
  ])('OSS: %s', (_name, value) => {
    expect(recordSender(value)).toBe('oss');
  });

  test.each([
    ['both complete', { ...record('ObjectCreated:PutObject', key), ...bosRecord('PutObject', key) }],
    ['an event name of OSS and content of BOS', { eventName: 'ObjectCreated:PutObject', content: {} }],
    ['an event type of BOS and an object of OSS', { eventType: 'PutObject', oss: {} }],
  ])('unclear: %s', (_name, value) => {
    expect(recordSender(value)).toBe('unclear');
    expect(unclearRecord('events[1]').message).toMatch(/^events\[1\]: expected .* got fields of both services$/);
  });
});

describe('changes', () => {
  const change = { bucket: 'demo', key, event: 'ObjectCreated:PutObject', source: 'bos', time: '2026-11-20T08:09:10Z' };

  test.each([
    ['an upload', bosRecord('PutObject', key), change],
    ['a deletion', bosRecord('DeleteObject', key), { ...change, event: 'ObjectRemoved:DeleteObject' }],
    [
      'a finished upload of parts',
      bosRecord('CompleteMultipartObject', key),
      { ...change, event: 'ObjectCreated:CompleteMultipartUpload' },
    ],
    ['a key that may be encoded', bosRecord('PutObject', 'a%2Fb+c'), { ...change, key: 'a%2Fb+c' }],
    ['no time', { ...bosRecord('PutObject', key), eventTime: 5 }, { ...change, time: undefined }],
  ])('%s', (_name, value, expected) => {
    expect(decodeBosRecord(value, 'events[0]')).toEqual({
      kind: 'change',
      change: JSON.parse(JSON.stringify(expected)),
    });
  });
});

describe('skipped', () => {
  test.each([
    ['GetObject', 'GetObject', 'this version does not know this kind of event'],
    ['PutSymlink', 'ObjectCreated:PutSymlink', 'a link was created; links are aliases, never candidates'],
  ])('%s', (type, event, reason) => {
    const place = { kind: 'skipped', path: 'events[2]', event, reason };
    expect(decodeBosRecord(bosRecord(type, key), 'events[2]')).toEqual({
      ...place,
      bucket: 'demo',
      key,
      time: '2026-11-20T08:09:10Z',
    });
    expect(decodeBosRecord({ eventType: type }, 'events[2]')).toEqual(place);
  });
});

describe('malformed', () => {
  test.each([
    ['no type', { content: {} }, 'eventType: expected string, got nothing'],
    ['an empty type', bosRecord('', key), 'eventType: the event name is empty'],
    ['a long type', bosRecord('x'.repeat(101), key), 'eventType: the event name is longer than 100 characters'],
    ['no content', { eventType: 'PutObject' }, 'content: expected object, got nothing'],
    ['no key', bosRecord('PutObject', undefined), 'content.object: expected string, got nothing'],
    ['an empty key', bosRecord('PutObject', ''), 'content.object: the key is empty'],
    ['a bucket of the wrong type', bosRecord('PutObject', key, { bucket: 7 }), 'content.bucket: expected string'],
    [
      'a bucket with an invalid name',
      bosRecord('PutObject', key, { bucket: 'Demo' }),
      'content.bucket: not a valid bucket',
    ],
  ])('%s', (_name, value, message) => {
    const decoded = decodeBosRecord(value, 'events[3]');
    expect(decoded).toMatchObject({ kind: 'malformed', message: expect.stringContaining(`events[3].${message}`) });
  });
});

test.each([
  ['a change', bosRecord('PutObject', key)],
  ['a skipped event', bosRecord('GetObject', key)],
  ['a malformed event', bosRecord('PutObject', 17)],
  ['credentials of the wrong type', bosRecord('PutObject', key, { credentials: SECRETS.secretAccessKey })],
  ['credentials instead of the key', bosRecord('PutObject', SECRETS)],
  ['credentials instead of the bucket', bosRecord('PutObject', key, { bucket: SECRETS.secretAccessKey })],
])('%s does not contain credentials', (_name, value) => {
  const text = JSON.stringify(decodeBosRecord(value, 'events[0]'));
  for (const secret of Object.values(SECRETS)) expect(text).not.toContain(secret);
});
