import { expect, test } from 'vitest';
import { startTimeLimit } from '../../../src/handlers/work/time-limit.ts';

test.each([
  ['the limit of the context', 100, 70_000],
  ['no limit in the context: that of object-events', undefined, 42_000],
])('%s', (_, timeout, used) => {
  let now = 5;
  const isTimeUp = startTimeLimit(() => now, timeout);
  expect(isTimeUp()).toBe(false);
  now += used;
  expect(isTimeUp()).toBe(false);
  now += 1;
  expect(isTimeUp()).toBe(true);
});
