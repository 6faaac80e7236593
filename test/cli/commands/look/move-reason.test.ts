import { expect, test } from 'vitest';
import { moveReason } from '../../../../src/cli/commands/look/move-reason.ts';

const MARKER = { key: 'r/1/.withdrawn', reason: 'bad', actor: 'ada' };

test.each([
  [{ cause: 'sweep', pin: null }, undefined, 'sweep'],
  [{ cause: null, pin: null }, undefined, '-'],
  [{ cause: 'pin', pin: { reason: 'frozen' } }, undefined, 'pin; pinned: frozen'],
  [
    { cause: 'ObjectCreated:Put r/1/.withdrawn', pin: null },
    MARKER,
    'ObjectCreated:Put r/1/.withdrawn; withdrawn by ada: bad',
  ],
])('%j with the marker %j: %s', (move, marker, expected) => {
  expect(moveReason(move, marker)).toBe(expected);
});
