import { describe, expect, it } from 'vitest';
import { startTimer, timerEvent } from '../../../src/local/runtime/start-timer.ts';

const TRIGGER = { name: 't', functionName: 'sweep', everySeconds: 10, payload: '' };

/** A timer whose clock moves when the test says so; calls back at most once a move, as a late event loop does. */
function open() {
  let now = 0;
  let stepped = 0;
  let pending: { due: number; callback: () => void } | undefined;
  const fired: number[] = [];
  const stop = startTimer(TRIGGER, {
    now: () => now + stepped,
    steady: () => now,
    after: (milliseconds, callback) => {
      pending = { due: now + milliseconds, callback };
      return () => {
        pending = undefined;
      };
    },
    fire: () => fired.push(now),
  });
  const moveTo = (time: number): void => {
    now = time;
    if (!pending || pending.due > now) return;
    const { callback } = pending;
    pending = undefined;
    callback();
  };
  const setClock = (milliseconds: number): void => {
    stepped += milliseconds;
  };
  return { moveTo, setClock, fired, stop };
}

describe('startTimer', () => {
  it('fires after each interval and not before', () => {
    const { moveTo, fired } = open();
    for (const time of [0, 9_999, 10_000, 19_999, 20_000]) moveTo(time);
    expect(fired).toEqual([10_000, 20_000]);
  });

  it('does not drift when it is called back late', () => {
    const { moveTo, fired } = open();
    for (const time of [10_400, 20_000, 30_000]) moveTo(time);
    expect(fired).toEqual([10_400, 20_000, 30_000]);
  });

  it('does not make up for what a sleeping machine missed', () => {
    const { moveTo, fired } = open();
    for (const time of [95_000, 99_999, 100_000]) moveTo(time);
    expect(fired).toEqual([95_000, 100_000]);
  });

  it.each([-7_200_000, 7_200_000])('goes on as before when the clock is set by %d ms', (milliseconds) => {
    const { moveTo, setClock, fired } = open();
    moveTo(10_000);
    setClock(milliseconds);
    for (const time of [19_999, 20_000, 30_000]) moveTo(time);
    expect(fired).toEqual([10_000, 20_000, 30_000]);
  });

  it('stops', () => {
    const { moveTo, fired, stop } = open();
    moveTo(10_000);
    stop();
    moveTo(20_000);
    expect(fired).toEqual([10_000]);
  });
});

describe('timer trigger', () => {
  it('is the event of the timer trigger page', () => {
    const trigger = { name: 'sweep-timer', functionName: 'sweep', everySeconds: 300, payload: '{"job":"sweep"}' };
    expect(timerEvent(trigger, Date.UTC(2023, 11, 26, 7, 49, 0, 250))).toEqual({
      triggerTime: '2023-12-26T07:49:00Z',
      triggerName: 'sweep-timer',
      payload: '{"job":"sweep"}',
    });
  });
});
