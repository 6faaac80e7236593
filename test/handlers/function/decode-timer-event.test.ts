import { describe, expect, test } from 'vitest';
import { decodeTimerEvent, timerEvent } from '../../../src/handlers/function/decode-timer-event.ts';

const event = { triggerTime: '2026-11-20T12:00:00Z', triggerName: 'sweep', payload: 'p' };

test.each([
  ['bytes', Buffer.from(JSON.stringify(event))],
  ['text', JSON.stringify(event)],
  ['a value', event],
])('as %s', (_, given) => {
  expect(decodeTimerEvent(given)).toEqual(event);
});

test('the payload may be missing', () => {
  const { payload: _, ...rest } = event;
  expect(decodeTimerEvent(rest)).toEqual({ ...rest, payload: '' });
});

test.each([
  ['no JSON', Buffer.from('x'), '$'],
  ['nothing', undefined, '$'],
  ['an object event', { events: [] }, 'triggerTime'],
  ['no time', { ...event, triggerTime: 'noon' }, 'triggerTime'],
  ['no name', { ...event, triggerName: '' }, 'triggerName'],
])('%s is refused with the path', (_, given, path) => {
  expect(() => decodeTimerEvent(given)).toThrow(
    expect.objectContaining({
      code: 'event-malformed',
      message: expect.stringMatching(
        `^not a timer event: ${path.replace('$', '\\$')}: .+; call this function by a timer trigger, or POST /v1/sweep$`,
      ),
    }),
  );
});

describe('timer event', () => {
  describe('a timer event', () => {
    const event = { triggerTime: '2026-11-20T07:45:00Z', triggerName: 'sweep', payload: 'all' };
    test.each([
      [event, event],
      [
        { ...event, triggerTime: '2026-11-20T07:45:00.123Z' },
        { ...event, triggerTime: '2026-11-20T07:45:00.123Z' },
      ],
      [
        { triggerTime: event.triggerTime, triggerName: 'sweep' },
        { ...event, payload: '' },
      ],
      [{ ...event, later: 1 }, event],
    ])('%j', (value, parsed) => {
      expect(timerEvent.parse(value)).toEqual(parsed);
    });
  });

  describe('no timer event', () => {
    test.each([
      [null, ''],
      [{ events: [] }, 'triggerTime'],
      [{ triggerTime: 'yesterday', triggerName: 'sweep' }, 'triggerTime'],
      [{ triggerTime: '2026-11-20T07:45:00Z', triggerName: '' }, 'triggerName'],
      [{ triggerTime: '2026-11-20T07:45:00Z', triggerName: 'sweep', payload: {} }, 'payload'],
    ])('%j', (value, field) => {
      expect(timerEvent.safeParse(value).error?.issues[0]?.path.join('.')).toBe(field);
    });
  });
});
