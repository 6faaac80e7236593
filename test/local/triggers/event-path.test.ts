import { expect, test } from 'vitest';
import {
  deliveryFields,
  type EventPath,
  eventDelivery,
  isEventStream,
} from '../../../src/local/triggers/event-path.ts';

const ASYNCHRONOUS = 128 * 1024;
const SYNCHRONOUS = 32 * 1024 * 1024;

test.each<[EventPath, number | undefined, object]>([
  ['native', undefined, {}],
  ['eventbridge', undefined, {}],
  ['eventbridge', 5, { group: 'eventbridge', batch: { events: 5, seconds: 1, bytes: ASYNCHRONOUS } }],
  [
    'smq',
    undefined,
    { group: 'smq', batch: { events: 10, seconds: 1, bytes: SYNCHRONOUS }, retriedBy: 'event-stream' },
  ],
  ['smq', 1, { group: 'smq', batch: { events: 1, seconds: 1, bytes: SYNCHRONOUS }, retriedBy: 'event-stream' }],
  [
    'smq-notification',
    3,
    { group: 'smq-notification', batch: { events: 3, seconds: 1, bytes: SYNCHRONOUS }, retriedBy: 'event-stream' },
  ],
])('%s with batches of %s', (path, events, fields) => {
  expect(deliveryFields(eventDelivery(path, events))).toEqual(fields);
});

test('only queues are read by an event stream', () => {
  expect((['native', 'eventbridge', 'smq', 'smq-notification'] as const).filter(isEventStream)).toEqual([
    'smq',
    'smq-notification',
  ]);
});
