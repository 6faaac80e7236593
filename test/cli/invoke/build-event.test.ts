import { describe, expect, test } from 'vitest';
import { buildEvent, type EventFlags, type FunctionKind } from '../../../src/cli/invoke/build-event.ts';
import { decodeEvents } from '../../../src/events/decode-events.ts';

const NOW = Date.UTC(2026, 10, 28, 3, 4, 5, 678);
const parts = {
  target: {
    url: 'http://127.0.0.1:9001',
    isLocal: true,
    region: 'cn-hangzhou',
    accountId: '1000000000000000',
    credentials: { accessKeyId: 'a', accessKeySecret: 'b' },
  },
  bucket: 'demo',
  token: 'a-token',
  now: NOW,
  requestId: 'r',
};

function event(kind: FunctionKind, flags: EventFlags, changes: Partial<Parameters<typeof buildEvent>[2]> = {}) {
  return JSON.parse(buildEvent(kind, flags, { ...parts, ...changes }));
}

describe('buildEvent', () => {
  test.each<[EventFlags, string]>([
    [{ key: 'releases/é/1' }, 'ObjectCreated:PutObject'],
    [{ key: 'releases/é/1', deleted: true }, 'ObjectRemoved:DeleteObject'],
  ])('an object event: %j', (flags, eventName) => {
    const built = event('object-events', flags);
    expect(built).toMatchObject({
      events: [
        {
          eventName,
          eventTime: '2026-11-28T03:04:05.678Z',
          oss: {
            bucket: { name: 'demo', arn: 'acs:oss:cn-hangzhou:1000000000000000:demo' },
            object: { key: flags.key },
          },
          region: 'cn-hangzhou',
        },
      ],
    });
    // The functions read it as they read the event of a trigger.
    const { changes } = decodeEvents(Buffer.from(JSON.stringify(built)));
    expect(changes).toMatchObject([{ bucket: 'demo', key: 'releases/é/1' }]);
  });

  test('a timer event', () => {
    expect(event('sweep', {})).toEqual({ triggerTime: '2026-11-28T03:04:05Z', triggerName: 'invoke', payload: '' });
  });

  test('an HTTP event', () => {
    expect(event('http', {})).toMatchObject({
      version: 'v1',
      rawPath: '/v1/health',
      headers: { Authorization: 'Bearer a-token' },
      requestContext: { http: { method: 'GET' }, requestId: 'r' },
    });
    expect(event('http', { method: 'POST', path: '/v1/apply?x=1', body: '{}' }, { token: undefined })).toMatchObject({
      rawPath: '/v1/apply',
      queryParameters: { x: '1' },
      body: '{}',
      headers: { 'Content-Type': 'text/plain;charset=UTF-8' },
      requestContext: { http: { method: 'POST' } },
    });
  });

  test.each<[FunctionKind, EventFlags, Partial<typeof parts> | { bucket: undefined }, RegExp]>([
    ['object-events', {}, {}, /name it with --key/],
    ['object-events', { key: '' }, {}, /name it with --key/],
    ['object-events', { key: 'a' }, { bucket: undefined }, /no bucket is named/],
    ['object-events', { key: 'a', path: '/' }, {}, /--path describes an event of http/],
    ['sweep', { key: 'a' }, {}, /--key describes an event of object-events, not of sweep/],
    ['http', { deleted: true }, {}, /--deleted describes an event of object-events/],
    ['http', { path: 'v1' }, {}, /it begins with \//],
    ['http', { method: 'GET', body: 'x' }, {}, /GET \/v1\/health cannot be sent/],
    ['http', { method: 'a b' }, {}, /cannot be sent/],
  ])('%s %j %j is refused', (kind, flags, changes, message) => {
    expect(() => event(kind, flags, changes)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(message) }),
    );
  });
});
