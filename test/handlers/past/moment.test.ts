import { describe, expect, test } from 'vitest';
import { parseMoment } from '../../../src/handlers/past/moment.ts';

const NOW = Date.UTC(2026, 10, 20, 12, 0, 0);
const DAY = 86_400_000;

describe('a moment', () => {
  test.each([
    ['2026-10-01', Date.UTC(2026, 9, 1)],
    ['2026-10-01T08:30Z', Date.UTC(2026, 9, 1, 8, 30)],
    ['2026-10-01T08:30:15Z', Date.UTC(2026, 9, 1, 8, 30, 15)],
    ['2026-10-01T08:30:15.250Z', Date.UTC(2026, 9, 1, 8, 30, 15, 250)],
    ['2026-10-01T08:30+08:00', Date.UTC(2026, 9, 1, 0, 30)],
    ['2026-09-30T20:00:00-04:30', Date.UTC(2026, 9, 1, 0, 30)],
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    ['2026-11-20T12:00Z', NOW],
    ['7d', NOW - 7 * DAY],
    ['2h', NOW - 7_200_000],
    ['90s', NOW - 90_000],
    ['1w', NOW - 7 * DAY],
  ])('%s', (text, expected) => {
    expect(parseMoment(text, NOW)).toBe(expected);
  });
});

describe('not a moment', () => {
  test.each([
    ['', 'is not a time'],
    ['yesterday', 'is not a time'],
    ['01.10.2026', 'is not a time'],
    ['2026-10', 'is not a time'],
    ['2026-10-01 08:30Z', 'is not a time'],
    ['1790000000', 'is not a time'],
    ['-7d', 'is not a time'],
    ['7 d', 'is not a time'],
    ['2026-10-01T08:30', 'has no zone'],
    ['2026-10-01T08:30:00', 'has no zone'],
    ['2026-10-01T08:30 08:00', '%2B'],
    ['2026-02-29', 'does not exist in the calendar'],
    ['2026-02-31T00:00Z', 'does not exist in the calendar'],
    ['2026-13-01', 'does not exist in the calendar'],
    ['2026-10-01T24:00Z', 'does not exist in the calendar'],
    ['2026-10-01T08:60Z', 'does not exist in the calendar'],
    ['2026-10-01T08:30+99:00', 'does not exist in the calendar'],
    ['2026-11-20T12:00:01Z', 'is in the future'],
    ['2027-01-01', 'is in the future'],
  ])('%s', (text, why) => {
    const refused = parseMoment(text, NOW);
    expect(refused).toEqual({ why: expect.stringContaining(`${text} `) });
    expect(refused).toEqual({ why: expect.stringContaining(why) });
    expect(refused).toEqual({ why: expect.stringMatching(/; write 2026-10-01, .* or 2h, 7d for a time ago$/) });
  });
});
