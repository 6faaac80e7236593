import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { BucketEvent } from '../../../../src/bucket/bucket-event.ts';
import { decodeEvents } from '../../../../src/events/decode-events.ts';
import { timerEvent } from '../../../../src/handlers/function/handle-timer.ts';
import { seededRandom } from '../../../rules/seeded-random.ts';
import { eventPayload, timerPayload } from './event-payload.ts';
import { foreignRecord, malformedRecord, recordOf, unwantedRecord } from './event-record.ts';

const random = seededRandom(1);
const event: BucketEvent = {
  name: 'ObjectCreated:PutObject',
  bucket: 'demo',
  key: 'releases/web/1.0.0/a+b%2F 𝄞.zip',
  etag: 'A0',
  size: 5,
  deltaSize: 5,
  contentType: 'text/plain',
  time: Date.UTC(2026, 10, 20),
  requestId: 'R',
};
const heard = recordOf(event, false);

function many<T>(make: () => T): readonly T[] {
  return Array.from({ length: 60 }, make);
}

describe.each(['trigger', 'bus', 'queue'] as const)('by %s', (path) => {
  test.each([1, 3])('%i events become as many changes', (count) => {
    const { changes, ...rest } = decodeEvents(eventPayload(path, Array(count).fill(heard)));
    expect(rest).toEqual({ skipped: [], malformed: [] });
    expect(changes).toHaveLength(count);
    const time = '2026-11-20T00:00:00.000Z';
    for (const change of changes) {
      expect(change).toMatchObject({ bucket: 'demo', key: event.key, event: event.name, time, requestId: 'R' });
    }
  });

  test('a malformed event is reported, and does not affect the others', () => {
    const messages = new Set<string>();
    for (const record of many(() => malformedRecord(random, event.key))) {
      const { changes, malformed } = decodeEvents(eventPayload(path, [record, heard]));
      expect([changes.length, malformed.length]).toEqual([1, 1]);
      messages.add(malformed[0]?.message ?? '');
    }
    expect(messages.size).toBe(7);
  });

  test('an event of another bucket names that bucket', () => {
    const { changes, skipped, malformed } = decodeEvents(eventPayload(path, [foreignRecord(event.key), heard]));
    expect(changes.map(({ bucket, key }) => [bucket, key])).toEqual([
      ['foreign', event.key],
      ['demo', event.key],
    ]);
    expect([skipped, malformed]).toEqual([[], []]);
  });

  test('an unwanted event is skipped', () => {
    const names = new Set<string>();
    for (const record of many(() => unwantedRecord(random, event.key))) {
      const { skipped, ...rest } = decodeEvents(eventPayload(path, [record]));
      expect(rest).toEqual({ changes: [], malformed: [] });
      names.add(skipped[0]?.event ?? '');
    }
    expect(names.size).toBe(8);
  });
});

test('a timer event contains its time', () => {
  const read = v.parse(timerEvent, JSON.parse(new TextDecoder().decode(timerPayload(0))));
  expect(read).toEqual({ triggerTime: '1970-01-01T00:00:00.000Z', triggerName: 'sweep', payload: '' });
});
