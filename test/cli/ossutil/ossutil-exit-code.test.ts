import { expect, test } from 'vitest';
import { ossutilExitCode } from '../../../src/cli/ossutil/ossutil-exit-code.ts';

test.each([
  ['usage', 1],
  ['config-invalid', 1],
  ['request-malformed', 1],
  ['store-refused', 2],
  ['store-unreachable', 3],
  ['internal', 3],
  ['system', 3],
])('%s ends with %i', (code, exit) => {
  expect(ossutilExitCode(code)).toBe(exit);
});
