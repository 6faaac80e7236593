import { expect, test } from 'vitest';
import { parseUntil } from '../../src/handlers/parse-until.ts';

const NOW = Date.UTC(2026, 10, 20, 12);

test.each([
  ['2h', NOW + 7_200_000],
  ['7d', NOW + 604_800_000],
  ['2026-12-24', Date.UTC(2026, 11, 24)],
  ['2026-12-24T18:00Z', Date.UTC(2026, 11, 24, 18)],
  ['2026-12-24T18:00:30+08:00', Date.UTC(2026, 11, 24, 10, 0, 30)],
])('%s', (text, until) => {
  expect(parseUntil(text, NOW)).toBe(until);
});

test.each([
  ['tomorrow', 'is no time'],
  ['2026-13-01', 'is no time'],
  // Whose noon?
  ['2026-12-24T18:00', 'is no time'],
  ['', 'is no time'],
  ['0s', 'is no time'],
  ['2026-11-20', 'is over already'],
  ['2026-11-20T12:00Z', 'is over already'],
])('"%s" is refused: %s', (text, why) => {
  expect(parseUntil(text, NOW)).toEqual({ why: expect.stringContaining(`${text} ${why}; write 2026-12-24`) });
});
