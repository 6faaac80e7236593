import { describe, expect, test } from 'vitest';
import { decodeObjectRecord } from '../../src/events/decode-object-record.ts';
import { record, smqRecord } from './record.ts';

const put = 'ObjectCreated:PutObject';
const place = { path: 'events[0]', source: 'function-compute' } as const;
const validRecord = { kind: 'change', change: { bucket: 'demo', key: 'k', event: put, source: 'function-compute' } };
const time = '2026-11-20T08:09:10.000Z';
const requestId = '6740A1B2C3D4E5F607182930';
const actor = '123456789';

describe('valid records', () => {
  test.each([
    ['with all fields', record(put, 'k'), { time, requestId, actor }],
    ['like the sample on the SMQ page', smqRecord(put, 'k'), { time, requestId, actor }],
    ['with the required fields only', { eventName: put, oss: { bucket: { name: 'demo' }, object: { key: 'k' } } }, {}],
    ['with a time that is not a string', { ...record(put, 'k'), eventTime: 5 }, { requestId, actor }],
    ['with response elements that are not an object', { ...record(put, 'k'), responseElements: [] }, { time, actor }],
    ['with a user identity that is not an object', { ...record(put, 'k'), userIdentity: 'x' }, { time, requestId }],
    ['with unknown fields', { ...record(put, 'k'), glacier: true }, { time, requestId, actor }],
  ])('%s', (_name, value, more) => {
    expect(decodeObjectRecord(value, place)).toEqual({ ...validRecord, change: { ...validRecord.change, ...more } });
  });

  test('the event name of the envelope wins over that of the record', () => {
    const decoded = decodeObjectRecord(record(put, 'k'), { ...place, name: 'oss:ObjectRemoved:DeleteObject' });
    expect(decoded).toMatchObject({ change: { event: 'ObjectRemoved:DeleteObject' } });
  });
});

describe('invalid records', () => {
  const object = (value: unknown) => ({ eventName: put, oss: { bucket: { name: 'demo' }, object: value } });
  test.each([
    ['a text', 'x', 'events[0]: expected object, got string'],
    ['a list', [], 'events[0]: expected object, got array'],
    ['no name', {}, 'events[0].eventName: expected string, got nothing'],
    ['an empty name', { eventName: '' }, 'events[0].eventName: the event name is empty'],
    [
      'a long name',
      { eventName: `ObjectRemoved:${'x'.repeat(87)}` },
      'events[0].eventName: the event name is longer than 100 characters',
    ],
    ['no oss', { eventName: put }, 'events[0].oss: expected object, got nothing'],
    ['no object', object(null), 'events[0].oss.object: expected object, got null'],
    ['no key', object({}), 'events[0].oss.object.key: expected string, got nothing'],
    [
      'a long key',
      object({ key: '界'.repeat(342) }),
      'events[0].oss.object.key: the key is longer than the 1023 bytes',
    ],
    [
      'half a surrogate pair',
      object({ key: 'a\u{d83d}' }),
      'events[0].oss.object.key: the key contains half a surrogate pair',
    ],
    [
      'two problems',
      { eventName: put, oss: { bucket: {}, object: { key: false } } },
      'events[0].oss.bucket.name: expected string, got nothing; events[0].oss.object.key: expected string, got boolean',
    ],
  ])('%s', (_name, value, message) => {
    expect(decodeObjectRecord(value, place)).toMatchObject({
      kind: 'malformed',
      message: expect.stringContaining(message),
    });
  });

  test.each(['/a', '\\a', '界'.repeat(341), ' ', 'a\u0000'])('the key %j is accepted', (key) => {
    expect(decodeObjectRecord(object({ key }), place)).toMatchObject({ kind: 'change', change: { key } });
  });
});

describe('an event that is not relevant is skipped, even if the record is invalid', () => {
  test.each([
    ['a valid record', record('oss:ObjectCreated:PutSymlink', 'k'), { bucket: 'demo', key: 'k', actor, time }],
    ['no object', { eventName: 'ObjectCreated:PutSymlink' }, {}],
    ['a key that is not a string', record('ObjectCreated:PutSymlink', 5), {}],
  ])('%s', (_name, value, which) => {
    expect(decodeObjectRecord(value, place)).toEqual({
      kind: 'skipped',
      path: 'events[0]',
      event: 'ObjectCreated:PutSymlink',
      reason: 'a link was created; links are aliases, never candidates',
      ...which,
    });
  });
});
