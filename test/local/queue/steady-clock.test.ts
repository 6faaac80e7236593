import { expect, test } from 'vitest';
import { createSteadyClock } from '../../../src/local/queue/steady-clock.ts';

test('starts at the system time, and then follows only the monotonic clock', () => {
  const clocks = { wall: 1_000_000, monotonic: 500.4 };
  const steady = createSteadyClock({ wall: () => clocks.wall, monotonic: () => clocks.monotonic });
  expect(steady()).toBe(1_000_000);
  clocks.wall -= 7_200_000;
  clocks.monotonic += 1500;
  expect(steady()).toBe(1_001_500);
  clocks.wall += 86_400_000;
  clocks.monotonic += 0.3;
  expect(steady()).toBe(1_001_500);
});
