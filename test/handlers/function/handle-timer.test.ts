import { afterEach, describe, expect, test } from 'vitest';
import { decodeTimerEvent, handleTimer } from '../../../src/handlers/function/handle-timer.ts';
import { type FunctionWorld, functionWorld } from '../function-world.ts';

const timer = Buffer.from(JSON.stringify({ triggerTime: '2026-11-20T12:00:00Z', triggerName: 'sweep', payload: '' }));

describe('handleTimer', () => {
  let world: FunctionWorld;
  afterEach(() => world.close());

  test('sweeps the bucket of OSS_BUCKET', async () => {
    world = await functionWorld();
    await world.put('releases/app/1.0.0/f', 'releases/app/2.0.0/f');
    expect(await handleTimer(world.host, timer, world.context)).toMatchObject([
      { objects: 2, actions: { pointed: 3 } },
    ]);
    expect(await world.target('releases/app/latest/f')).toBe('releases/app/2.0.0/f');
  });

  test.each([
    [
      'an OSS event',
      Buffer.from('{"events":[]}'),
      'not a timer event: triggerTime: expected string, got nothing; triggerName: expected string, got nothing; call this function through a timer trigger, or use POST /v1/sweep',
    ],
    [
      'bytes that are not JSON',
      Buffer.from('?'),
      'not a timer event: $: expected object, got nothing; call this function through a timer trigger, or use POST /v1/sweep',
    ],
  ])('refuses %s', async (_, event, message) => {
    world = await functionWorld();
    await expect(handleTimer(world.host, event, world.context)).rejects.toThrow(message);
  });

  test('says what to set if no bucket is configured', async () => {
    world = await functionWorld({ OSS_BUCKET: '' });
    await expect(handleTimer(world.host, timer, world.context)).rejects.toThrow(
      'OSS_BUCKET is not set: requests need it; set it to the bucket with the aliases, or several buckets separated by commas',
    );
  });

  test('sweeps every bucket of OSS_BUCKET, even if one fails', async () => {
    world = await functionWorld({ OSS_BUCKET: 'no-such-bucket,demo' });
    await world.put('releases/app/1.0.0/f');
    await expect(handleTimer(world.host, timer, world.context)).rejects.toMatchObject({
      code: 'store-refused',
      details: { bucket: 'no-such-bucket' },
    });
    expect(await world.target('releases/app/latest/f')).toBe('releases/app/1.0.0/f');
  });

  test('names all buckets that fail', async () => {
    world = await functionWorld({ OSS_BUCKET: 'none-1,none-2' });
    await expect(handleTimer(world.host, timer, world.context)).rejects.toMatchObject({
      code: 'changes-failed',
      message: expect.stringMatching(/^2 buckets failed: .* in bucket none-1: .*; .* in bucket none-2: /),
    });
  });
});

describe('decodeTimerEvent', () => {
  const event = { triggerTime: '2026-11-20T12:00:00Z', triggerName: 'sweep', payload: 'p' };
  const { payload: _, ...withoutPayload } = event;

  test.each([
    ['bytes', Buffer.from(JSON.stringify(event)), event],
    ['text', JSON.stringify(event), event],
    ['a value', event, event],
    [
      'a time with fractions',
      { ...event, triggerTime: '2026-11-20T07:45:00.123Z' },
      { ...event, triggerTime: '2026-11-20T07:45:00.123Z' },
    ],
    ['an event without a payload', withoutPayload, { ...event, payload: '' }],
    ['an event with a field that is not known', { ...event, later: 1 }, event],
  ])('reads %s', (_, given, decoded) => {
    expect(decodeTimerEvent(given)).toEqual(decoded);
  });

  test.each([
    ['bytes that are not JSON', Buffer.from('x'), '$'],
    ['undefined', undefined, '$'],
    ['null', null, '$'],
    ['an object event', { events: [] }, 'triggerTime'],
    ['a time that is not ISO 8601', { ...event, triggerTime: 'noon' }, 'triggerTime'],
    ['an empty name', { ...event, triggerName: '' }, 'triggerName'],
    ['a payload that is not text', { ...event, payload: {} }, 'payload'],
  ])('refuses %s and names the path', (_, given, path) => {
    expect(() => decodeTimerEvent(given)).toThrow(
      expect.objectContaining({
        code: 'event-malformed',
        message: expect.stringMatching(
          `^not a timer event: ${path.replace('$', '\\$')}: .+; call this function through a timer trigger, or use POST /v1/sweep$`,
        ),
      }),
    );
  });
});
