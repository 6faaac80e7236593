import { expect, test } from 'vitest';
import { moveReason, writtenFor } from '../../../../src/cli/commands/look/move-reason.ts';

const MARKER = { key: 'r/1/.withdrawn', reason: 'bad', actor: 'ada' };
const VIEW = { ...MARKER, time: null, principal: '2093' };

test.each([
  [{ cause: 'sweep', pin: null }, undefined, 'sweep'],
  [{ cause: null, pin: null }, undefined, '-'],
  [{ cause: 'pin', pin: { reason: 'frozen' } }, undefined, 'pin; pinned: frozen'],
  [{ cause: 'E', pin: null, interim: true as const }, undefined, 'E; temporary, while its candidates are listed'],
  [
    { cause: 'ObjectCreated:Put r/1/.withdrawn', pin: null },
    MARKER,
    'ObjectCreated:Put r/1/.withdrawn; withdrawn by ada: bad',
  ],
])('%j with the marker %j: %s', (move, marker, expected) => {
  expect(moveReason(move, marker)).toBe(expected);
});

test.each([
  [{ cause: 'apply', actor: 'ada' }, 'apply by ada'],
  [{ cause: 'sweep', actor: null }, 'sweep'],
  [{ cause: 'sweep' }, 'sweep'],
  [{ cause: 'E .withdrawn', actor: 'ada', marker: VIEW }, 'E .withdrawn; withdrawn by ada: bad'],
  [{ cause: 'E .withdrawn', actor: '2093', marker: { ...VIEW, actor: null } }, 'E .withdrawn by 2093; withdrawn: bad'],
])('%j was written for: %s', (link, text) => {
  expect(writtenFor(link)).toBe(text);
});
