import { expect, test } from 'vitest';
import { readCfcContext } from '../../../../src/handlers/function/cfc/cfc-context.ts';
import { CFC_ACCOUNT } from '../../../../src/local/runtime/cfc/cfc-account.ts';
import { cfcEnvironment, cfcRun, isCfcRun } from '../../../../src/local/runtime/cfc/cfc-run.ts';
import { contextOf } from '../../../../src/local/runtime/context.ts';

const CONFIG = { name: 'cfc-sweep', handler: 'cfc-sweep.handler', memory: 1024, timeout: 300, environment: { A: 'b' } };

test('the functions can read the context', () => {
  const { timeout, handlerContext } = cfcRun(CONFIG, 'r');
  expect(timeout).toBe(300);
  expect(readCfcContext(handlerContext)).toEqual({
    requestId: 'r',
    functionName: 'cfc-sweep',
    region: CFC_ACCOUNT.region,
    accountId: CFC_ACCOUNT.accountId,
  });
});

test('an environment has the variables of the configuration and of CFC, and none of Function Compute', () => {
  const environment = cfcEnvironment(CONFIG);
  expect(environment).toMatchObject({ A: 'b', BCE_USER_FUNCTION_NAME: 'cfc-sweep', BCE_USER_FUNCTION_MEMSIZE: '1024' });
  expect(Object.keys(environment).filter((name) => /^(?:FC|ALIBABA)_/.test(name))).toEqual([]);
});

test('an environment that a deployment would refuse is refused', () => {
  expect(() => cfcEnvironment({ ...CONFIG, environment: { A: 'b'.repeat(4096) } })).toThrow(
    /its environment variables/,
  );
});

test('distinguishes a run of CFC from a context of Function Compute', () => {
  expect(isCfcRun(cfcRun(CONFIG, 'r'))).toBe(true);
  expect(isCfcRun(contextOf({ accountId: '1', region: 'r' }, CONFIG, { requestId: 'r', retryCount: 0 }))).toBe(false);
});
