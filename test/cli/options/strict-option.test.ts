import { expect, test } from 'vitest';
import { EXIT } from '../../../src/cli/exit-code.ts';
import { strictExit } from '../../../src/cli/options/strict-option.ts';

test.each([
  [EXIT.done, true, 1, EXIT.differences],
  [EXIT.done, true, 0, EXIT.done],
  [EXIT.done, false, 1, EXIT.done],
  [EXIT.done, undefined, 1, EXIT.done],
  [EXIT.failed, true, 1, EXIT.failed],
  [EXIT.differences, true, 1, EXIT.differences],
  [EXIT.interrupted, true, 1, EXIT.interrupted],
] as const)('exit code %i, strict %s, %i unread objects: %i', (exitCode, strict, unread, expected) => {
  expect(strictExit(exitCode, strict === undefined ? {} : { strict }, unread)).toBe(expected);
});
