import { expect, it } from 'vitest';
import { timerEvent } from '../../../src/local/runtime/timer-trigger.ts';

it('is the event of the timer trigger page', () => {
  const trigger = { name: 'sweep-timer', functionName: 'sweep', everySeconds: 300, payload: '{"job":"sweep"}' };
  expect(timerEvent(trigger, Date.UTC(2023, 11, 26, 7, 49, 0, 250))).toEqual({
    triggerTime: '2023-12-26T07:49:00Z',
    triggerName: 'sweep-timer',
    payload: '{"job":"sweep"}',
  });
});
