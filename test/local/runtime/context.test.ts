import { expect, it } from 'vitest';
import { contextOf } from '../../../src/local/runtime/context.ts';

const CONFIG = { name: 'f', handler: 'f.handler', memory: 128, timeout: 3, environment: {} };

it('has no credentials where the function has no role', () => {
  const account = { accountId: '1', region: 'cn-hangzhou' };
  expect(contextOf(account, CONFIG, { requestId: 'r', retryCount: 0 }).credentials).toEqual({});
});

it('carries the request id where functions look for it', () => {
  const context = contextOf({ accountId: '1', region: 'r' }, CONFIG, { requestId: 'r-9', retryCount: 1 });
  expect([context.requestId, context.logger.requestId, context.retryCount]).toEqual(['r-9', 'r-9', 1]);
});
