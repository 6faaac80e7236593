import { describe, expect, test } from 'vitest';
import { timerEvent } from '../../src/events/timer-event.ts';

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
