import { expect, test } from 'vitest';
import { isPinActive, pinText, reasonProblem } from '../../../src/aliases/model/pin.ts';

const NOON = Date.UTC(2026, 10, 20, 12);

test.each([
  [{ reason: 'r' }, true],
  [{ reason: 'r', until: NOON + 1 }, true],
  [{ reason: '', until: undefined }, true],
  // Its end is not part of it.
  [{ reason: 'r', until: NOON }, false],
  [{ reason: 'r', until: NOON - 1 }, false],
  // Written by hand, and not a time, so the pin cannot be said to hold.
  [{ reason: 'r', until: Number.NaN }, false],
  [undefined, false],
])('%j holds at noon: %s', (pin, expected) => {
  expect(isPinActive(pin, NOON)).toBe(expected);
});

test.each([
  [{ reason: 'breaks logins' }, 'pinned: breaks logins'],
  [{ reason: 'freeze', until: NOON }, 'pinned until 2026-11-20T12:00:00Z: freeze'],
])('%j reads %s', (pin, text) => {
  expect(pinText(pin)).toBe(text);
});

test.each([
  ['1.10 breaks logins', undefined],
  ['x'.repeat(500), undefined],
  ['', 'is empty'],
  [' \n', 'is empty'],
  ['x'.repeat(501), 'has 501 characters, and the limit is 500'],
])('the reason %j cannot be recorded: %s', (reason, problem) => {
  const found = reasonProblem(reason);
  if (problem === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(problem);
});
