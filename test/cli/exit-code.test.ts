import { describe, expect, test } from 'vitest';
import { EXIT, exitOfActions } from '../../src/cli/exit-code.ts';

test('scripts rely on the numbers', () => {
  expect(EXIT).toEqual({ done: 0, failed: 1, usage: 2, differences: 3, interrupted: 130 });
});

describe('exit of actions', () => {
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
});
