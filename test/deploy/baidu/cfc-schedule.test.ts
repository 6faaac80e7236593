import { expect, test } from 'vitest';
import { cfcSchedule } from '../../../src/deploy/baidu/cfc-schedule.ts';

test.each([
  ['rate(1 minute)', 'rate(1 minute)'],
  ['rate(5 minutes)', 'rate(5 minutes)'],
  ['rate(10 hours)', 'rate(10 hours)'],
  ['rate(1 day)', 'rate(1 day)'],
  ['cron(0 10 * * ?)', 'cron(0 10 * * ?)'],
  ['cron(10,11,12 * * * ?)', 'cron(10,11,12 * * * ?)'],
  ['cron(0 8 1 * ?)', 'cron(0 8 1 * ?)'],
  ['cron(*/5 * * * *)', 'cron(*/5 * * * ?)'],
  ['cron(0 8 ? JAN-MAR MON-FRI)', 'cron(0 8 ? JAN-MAR MON-FRI)'],
  // The schedules of Function Compute.
  ['@every 5m', 'rate(5 minutes)'],
  ['@every 60s', 'rate(1 minute)'],
  ['@every 2h', 'rate(120 minutes)'],
  ['0 */5 * * * *', 'cron(*/5 * * * ?)'],
  ['0 30 2 * * 1-5', 'cron(30 2 ? * 1-5)'],
  ['0 0 8 1 * *', 'cron(0 8 1 * ?)'],
])('%s is %s', (text, schedule) => {
  expect(cfcSchedule(text)).toBe(schedule);
});

test.each([
  'rate(5 minute)',
  'rate(1 minutes)',
  'rate(0 minutes)',
  'rate(5 seconds)',
  'cron(* * * *)',
  'cron(0 0 8 1 * ?)',
  'cron(a b c d e)',
  '@every 90s',
  '@every 5d',
  '30 */5 * * * *',
  'CRON_TZ=Asia/Shanghai 0 0 8 * * *',
  '* * * * *',
  '',
])('CFC does not accept %s', (text) => {
  expect(cfcSchedule(text)).toBeUndefined();
});
