import { describe, expect, test } from 'vitest';
import type { BucketEvent } from '../../../src/bucket/bucket-event.ts';
import { UNVERIFIED_CHOICES } from '../../../src/bucket/unverified-choices.ts';
import { decodeEvents } from '../../../src/events/decode-events.ts';
import { eventMessages, type MessageParts } from '../../../src/local/triggers/event-messages.ts';
import { EVENT_PATHS, type EventPath, eventDelivery } from '../../../src/local/triggers/event-path.ts';
import { mergePayloads } from '../../../src/local/triggers/merge-payloads.ts';

const EVENT: BucketEvent = {
  name: 'ObjectCreated:PutObject',
  bucket: 'demo',
  key: 'releases/app/1.0.0/a b+c%2F发.tgz',
  etag: '5D41402ABC4B2A76B9719D911017C592',
  size: 5,
  deltaSize: 3,
  time: Date.UTC(2026, 0, 2, 3, 4, 5),
  requestId: '5C3D9175B6FC201293AD4890',
};
const TWO = [EVENT, { ...EVENT, name: 'ObjectRemoved:DeleteObject', key: 'b' }] as const;

function parts(fields: Partial<MessageParts> = {}): MessageParts {
  let ids = 0;
  return {
    newId: () => String(++ids).padStart(32, '0'),
    now: 0,
    trigger: { name: 'objects', functionName: 'object-events', events: [], prefix: '', suffix: '' },
    place: { accountId: '1234567890', region: 'cn-hangzhou', sourceIp: '127.0.0.1', keyEncoding: 'raw' },
    bodyForm: 'text',
    ...fields,
  };
}

function messages(path: EventPath, batch?: number, fields: Partial<MessageParts> = {}) {
  return eventMessages(eventDelivery(path, batch), TWO, parts(fields));
}

/** The outer form of each message: the types of CloudEvents, in a list if the payload is an array. */
function formOf(payload: object): unknown {
  if (Array.isArray(payload)) return payload.map(formOf);
  return 'events' in payload ? 'events' : Reflect.get(payload, 'type');
}

test.each<[EventPath, number | undefined, unknown[]]>([
  ['native', undefined, ['events']],
  ['eventbridge', undefined, ['oss:ObjectCreated:PutObject', 'oss:ObjectRemoved:DeleteObject']],
  ['eventbridge', 1, [['oss:ObjectCreated:PutObject'], ['oss:ObjectRemoved:DeleteObject']]],
  ['smq', undefined, [['mns:Queue:SendMessage'], ['mns:Queue:SendMessage']]],
  ['smq-notification', undefined, [['mns:Queue:SendMessage']]],
])('%s, with batches of %s', (path, batch, forms) => {
  expect(messages(path, batch).map(({ payload }) => formOf(payload))).toEqual(forms);
});

test('bos: all events in one payload, as records of BOS', () => {
  const [message, ...more] = eventMessages({ path: 'bos' }, TWO, parts());
  expect(more).toEqual([]);
  expect(decodeEvents(message?.payload).changes.map(({ key, source }) => [key, source])).toEqual([
    [EVENT.key, 'bos'],
    ['b', 'bos'],
  ]);
});

describe('the body of a queue message', () => {
  function bodyOf(path: EventPath, bodyForm: MessageParts['bodyForm']): unknown {
    const [message] = messages(path, 1, { bodyForm });
    return Reflect.get(Reflect.get(Object(Reflect.get(message?.payload ?? [], '0')), 'data'), 'messageBody');
  }

  test('is the whole CloudEvent of the bus, because the rule sends it as ORIGINAL', () => {
    expect(bodyOf('smq', 'json')).toMatchObject({ source: 'acs.oss', type: 'oss:ObjectCreated:PutObject', data: {} });
  });

  test('is the JSON of a notification, with the name of its rule', () => {
    expect(bodyOf('smq-notification', 'json')).toMatchObject({
      events: [{ oss: { ruleId: 'objects' } }, { eventName: 'ObjectRemoved:DeleteObject' }],
    });
  });

  test('has the form that is chosen', () => {
    const json = JSON.stringify(bodyOf('smq', 'json'));
    expect(bodyOf('smq', 'text')).toBe(json);
    expect(bodyOf('smq', 'base64')).toBe(Buffer.from(json).toString('base64'));
  });
});

describe('the function that receives the events reads them', () => {
  const sources = {
    native: 'function-compute',
    eventbridge: 'eventbridge',
    smq: 'smq',
    'smq-notification': 'smq',
  } as const;
  const forms = UNVERIFIED_CHOICES.queueMessageBody.candidates;
  const cases = EVENT_PATHS.flatMap((path) =>
    forms.flatMap((bodyForm) => (path === 'native' ? [undefined] : [1, 5]).map((batch) => ({ path, bodyForm, batch }))),
  );

  test.each(cases)('$path, body as $bodyForm, batch $batch', ({ path, bodyForm, batch }) => {
    const payloads = messages(path, batch, { bodyForm }).map(({ payload }) => JSON.stringify(payload));
    const { changes, skipped, malformed } = decodeEvents(Buffer.from(mergePayloads(payloads)));
    expect([skipped, malformed]).toEqual([[], []]);
    const common = { bucket: 'demo', source: sources[path], time: '2026-01-02T03:04:05.000Z', actor: '1234567890' };
    expect(changes).toMatchObject([
      { ...common, key: EVENT.key, event: 'ObjectCreated:PutObject', requestId: EVENT.requestId },
      { ...common, key: 'b', event: 'ObjectRemoved:DeleteObject' },
    ]);
  });

  test.each([...EVENT_PATHS])('%s, one event alone', (path) => {
    for (const { payload, events } of messages(path)) {
      const { changes } = decodeEvents(Buffer.from(JSON.stringify(payload)));
      expect(changes.map(({ key }) => key)).toEqual(events.map(({ key }) => key));
    }
  });
});
