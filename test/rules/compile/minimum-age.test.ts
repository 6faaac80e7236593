import { describe, expect, test } from 'vitest';
import { ageRefusal, parseMinimumAge } from '../../../src/rules/compile/minimum-age.ts';

test.each([
  ['1s', 1000],
  ['30m', 1_800_000],
  ['2h', 7_200_000],
  ['7d', 604_800_000],
  ['2w', 1_209_600_000],
  ['3650d', 315_360_000_000],
])('%s is %i milliseconds', (text, milliseconds) => {
  expect(parseMinimumAge(text)).toEqual({ text, milliseconds });
});

test.each(['0s', '3651d', '1.5h', '-2h', '2', 'h', '2 h', '2H', '1h30m', '999999999w', '', 'P1D'])(
  '"%s" is rejected',
  (text) => {
    expect(parseMinimumAge(text)).toMatchObject({
      what: 'minimumAge cannot be used',
      why: expect.stringContaining(text),
    });
  },
);

describe('ageRefusal', () => {
  const hour = { text: '1h', milliseconds: 3_600_000 };
  const written = Date.UTC(2026, 10, 20, 12);

  test.each([
    [0, 'it is younger than 1h (until 2026-11-20T13:00:00.000Z)'],
    [3_599_999, 'it is younger than 1h (until 2026-11-20T13:00:00.000Z)'],
    [3_600_000, undefined],
    // The clock of the function can be behind that of the store.
    [-5000, 'it is younger than 1h (until 2026-11-20T13:00:00.000Z)'],
  ])('%i ms after the last change', (later, why) => {
    expect(ageRefusal(hour, written, written + later)).toBe(why);
  });

  test('is undefined without a minimum age', () => {
    expect(ageRefusal(undefined, written, written)).toBeUndefined();
  });
});
