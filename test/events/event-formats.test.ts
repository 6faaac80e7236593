import { describe, expect, test } from 'vitest';
import { cloudEvents, functionComputeEvents, s3Events, smqMessages } from '../../src/events/event-formats.ts';
import { bosRecord } from './bos-record.ts';
import { cloudEvent, queueEvent, record } from './record.ts';
import { httpSourceEvent, minioEvent, s3Record } from './s3-record.ts';

describe('events of Function Compute', () => {
  describe('recognizes', () => {
    test.each([[{ events: [] }], [{ events: 'damaged' }], [{ events: [record('x', 'k')], more: 1 }]])('%j', (value) => {
      expect(functionComputeEvents.recognizes(value)).toBe(true);
    });
  });

  describe('does not recognize', () => {
    test.each([[{}], [{ Events: [] }], [record('x', 'k')], [cloudEvent('x', 'k')], [{ Message: 'e30=' }]])(
      '%j',
      (value) => {
        expect(functionComputeEvents.recognizes(value)).toBe(false);
      },
    );
  });

  test('unwraps one record per event, in order, and keeps a known source', () => {
    expect(functionComputeEvents.unwrap({ events: ['a', 'b'] }, '$', undefined)).toEqual([
      { kind: 'record', value: 'a', path: 'events[0]', source: 'function-compute' },
      { kind: 'record', value: 'b', path: 'events[1]', source: 'function-compute' },
    ]);
    expect(functionComputeEvents.unwrap({ events: ['a'] }, '[2].Message', 'smq')).toEqual([
      { kind: 'record', value: 'a', path: '[2].Message.events[0]', source: 'smq' },
    ]);
  });
});

test('records of BOS in the envelope of Function Compute', () => {
  const bos = bosRecord('PutObject', 'k');
  const mixed = { ...bos, ...record('x', 'k') };
  expect(functionComputeEvents.unwrap({ events: [bos, mixed] }, '[2].body', 'smq')).toMatchObject([
    { kind: 'bos-record', value: bos, path: '[2].body.events[0]' },
    { kind: 'malformed', path: '[2].body.events[1]' },
  ]);
});

describe('S3 event notifications', () => {
  const test1 = { Service: 'Amazon S3', Event: 's3:TestEvent', Time: '2026-11-20T08:09:10.000Z', Bucket: 'demo' };

  describe('recognizes', () => {
    test.each([[{ Records: [] }], [{ Records: 'damaged' }], [minioEvent('s3:ObjectCreated:Put', 'k')], [test1]])(
      '%j',
      (value) => {
        expect(s3Events.recognizes(value)).toBe(true);
      },
    );
  });

  describe('does not recognize', () => {
    test.each([[{}], [{ records: [] }], [s3Record('x', 'k')], [{ events: [] }], [{ Event: 's3:Other' }]])(
      '%j',
      (value) => {
        expect(s3Events.recognizes(value)).toBe(false);
      },
    );
  });

  test('unwraps one record per event, in order, and keeps a known source', () => {
    expect(s3Events.unwrap({ Records: ['a', 'b'] }, '$', undefined)).toEqual([
      { kind: 's3-record', value: 'a', path: 'Records[0]', source: 's3' },
      { kind: 's3-record', value: 'b', path: 'Records[1]', source: 's3' },
    ]);
    expect(s3Events.unwrap({ Records: ['a'] }, 'Message', 'smq')).toMatchObject([{ source: 'smq' }]);
    expect(s3Events.unwrap(test1, '$', undefined)).toMatchObject([{ value: { eventName: 's3:TestEvent' } }]);
  });

  test('reports records that are not a list', () => {
    expect(s3Events.unwrap({ Records: 5 }, '$', undefined)).toMatchObject([
      { kind: 'malformed', message: 'Records: expected array, got number' },
    ]);
  });
});

describe('CloudEvents', () => {
  describe('recognizes', () => {
    test.each([[cloudEvent('x', 'k')], [queueEvent('e30=')], [{ specversion: 1 }], [{ type: 'x', data: 5 }]])(
      '%j',
      (value) => {
        expect(cloudEvents.recognizes(value)).toBe(true);
      },
    );
  });

  describe('does not recognize', () => {
    test.each([[{}], [{ type: 'x' }], [{ data: {} }], [record('x', 'k')], [{ events: [] }]])('%j', (value) => {
      expect(cloudEvents.recognizes(value)).toBe(false);
    });
  });

  describe('unwraps', () => {
    const data = { oss: {} };
    test.each([
      [
        'the record of an event',
        { specversion: '1.0', type: 'oss:x', data },
        [{ kind: 'record', value: data, path: '[4].data', name: 'oss:x', source: 'eventbridge' }],
      ],
      [
        'the body of a request to an HTTP event source',
        httpSourceEvent({ Records: [] }),
        [{ kind: 'payload', value: { Records: [] }, path: '[4].data.body', source: 'eventbridge' }],
      ],
      [
        'S3 records that a program published',
        { specversion: '1.0', type: 'upload', data: { Records: [] } },
        [{ kind: 'payload', value: { Records: [] }, path: '[4].data', source: 'eventbridge' }],
      ],
      [
        'the body of a queue message',
        { specversion: '1.0', type: 'mns:Queue:SendMessage', data: { messageBody: 'e30=' } },
        [{ kind: 'payload', value: 'e30=', path: '[4].data.messageBody', source: 'smq' }],
      ],
      [
        'an empty type as malformed',
        { specversion: '1.0', type: '' },
        [{ kind: 'malformed', path: '[4].type', message: '[4].type: the type is empty' }],
      ],
    ])('%s', (_name, value, contents) => {
      expect(cloudEvents.unwrap(value, '[4]', undefined)).toEqual(contents);
    });
  });
});

describe('messages of SMQ', () => {
  describe('unwraps the body of', () => {
    test.each([
      [{ TopicName: 't', Message: 'e30=' }, 'Message'],
      [{ MessageId: '1', MessageBody: 'e30=' }, 'MessageBody'],
      [{ messageId: '1', messageBody: 'e30=' }, 'messageBody'],
      [{ message: 'e30=' }, 'message'],
      [{ body: 'e30=' }, 'body'],
      [{ body: 'not this', Message: 'e30=' }, 'Message'],
    ])('%j', (value, field) => {
      expect(smqMessages.recognizes(value)).toBe(true);
      expect(smqMessages.unwrap(value, '[1]', undefined)).toEqual([
        { kind: 'payload', value: 'e30=', path: `[1].${field}`, source: 'smq' },
      ]);
    });
  });

  describe('does not recognize', () => {
    test.each([[{}], [{ events: [] }], [{ MessageId: '1' }], [{ data: 'e30=' }]])('%j', (value) => {
      expect(smqMessages.recognizes(value)).toBe(false);
    });
  });
});
