import { expect, test } from 'vitest';
import type { BucketEvent } from '../../../src/bucket/bucket-event.ts';
import { decodeEvents } from '../../../src/events/decode-events.ts';
import { functionEvent } from '../../../src/local/embedded/function-events.ts';
import { EVENT_PATHS } from '../../../src/local/triggers/event-path.ts';

const EVENT: BucketEvent = {
  name: 'ObjectCreated:PutObject',
  bucket: 'demo',
  key: 'a b+c%2F',
  etag: 'E',
  size: 1,
  deltaSize: 1,
  time: 0,
  requestId: 'R',
};

test.each([...EVENT_PATHS])('%s: functions read it', (path) => {
  const { changes, skipped, malformed } = decodeEvents(functionEvent(EVENT, path, 'cn-shanghai'));
  expect([changes.map(({ bucket, key, event }) => [bucket, key, event]), skipped, malformed]).toEqual([
    [['demo', 'a b+c%2F', 'ObjectCreated:PutObject']],
    [],
    [],
  ]);
});

test.each([
  ['native', false],
  ['eventbridge', false],
  ['smq', true],
  ['smq-notification', true],
] as const)('%s: is an array: %s', (path, isArray) => {
  expect(Array.isArray(functionEvent(EVENT, path, 'cn-shanghai'))).toBe(isArray);
});
