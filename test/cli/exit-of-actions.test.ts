import { expect, test } from 'vitest';
import { exitOfActions } from '../../src/cli/exit-of-actions.ts';

test.each([
  [{}, 0],
  [{ unchanged: 5, pointed: 2, removed: 1, kept: 1, refused: 0, yielded: 0, failed: 0 }, 0],
  [{ refused: 1, pointed: 3 }, 3],
  [{ yielded: 1 }, 3],
  [{ failed: 1 }, 1],
  [{ failed: 1, refused: 1 }, 1],
])('%j ends with %i', (actions, expected) => {
  expect(exitOfActions(actions)).toBe(expected);
});
