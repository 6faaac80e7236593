import { expect, test } from 'vitest';
import { CALL_TIMEOUT } from '../../../src/cli/invoke/function-call.ts';
import { functionConfigs } from '../../../src/local/cloud/cloud-functions.ts';

test('a call waits longer than any function may run', () => {
  const longest = Math.max(...functionConfigs({ shared: {}, http: { token: '' } }).map(({ timeout }) => timeout));
  expect(CALL_TIMEOUT).toBeGreaterThan(longest * 1000);
});
