import { expect, test } from 'vitest';
import { intervalOf } from '../../../src/cli/doctor/check-triggers.ts';

test.each([
  ['@every 300s', 300_000],
  ['@every 5m', 300_000],
  ['@every 2h', 7_200_000],
  ['0 */5 * * * *', 300_000],
  ['0 * * * * *', 60_000],
  ['0 30 * * * *', 3_600_000],
  ['CRON_TZ=Asia/Shanghai 0 */10 * * * ?', 600_000],
  ['0 0 4 * * *', undefined],
  ['0 0,30 * * * *', undefined],
])('the interval of %s is %s', (schedule, interval) => {
  expect(intervalOf(schedule)).toBe(interval);
});
