import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS, isSchedule, NAME_PATTERN } from '../../src/deploy/settings.ts';

describe('schedules', () => {
  test.each([
    DEFAULT_SETTINGS.schedule,
    '0 0 3 * * *',
    '0 10-20/5 * * * 1,3,5',
    '@every 5m',
    'CRON_TZ=Asia/Shanghai 0 0 3 * * *',
  ])('%j is one', (text) => expect(isSchedule(text)).toBe(true));

  test.each(['*/5 * * * *', '0 */5 * * * * *', '', '@hourly', '0 0 ? * * *', '@every 5', '0 0 0 * * x'])(
    '%j is not one',
    (text) => expect(isSchedule(text)).toBe(false),
  );
});

test.each([
  ['autoalias', true],
  ['a-1', true],
  ['1a', false],
  ['A', false],
  ['a_b', false],
  ['a'.repeat(25), false],
  ['', false],
])('%j is a name: %s', (name, expected) => expect(NAME_PATTERN.test(name)).toBe(expected));
