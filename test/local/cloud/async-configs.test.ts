import { expect, test } from 'vitest';
import { createAsyncConfigs } from '../../../src/local/cloud/async-configs.ts';
import { DEFAULT_RETRY_POLICY } from '../../../src/local/queue/retry-policy.ts';

const POLICY = { maxAsyncRetryAttempts: 1, maxAsyncEventAgeInSeconds: 300 };
const OTHER = { maxAsyncRetryAttempts: 0, maxAsyncEventAgeInSeconds: 60, asyncTask: true };

test('a configuration is replaced, and keeps its time of creation', () => {
  let now = 1;
  const configs = createAsyncConfigs(new Map([['sweep', POLICY]]), () => now);
  expect(configs.get('sweep')).toEqual({ ...POLICY, asyncTask: false, createdAt: 1, modifiedAt: 1 });
  now = 2;
  expect(configs.put('sweep', OTHER)).toEqual({ ...OTHER, createdAt: 1, modifiedAt: 2 });
  expect(configs.policyOf('sweep')).toMatchObject(OTHER);
});

test('a function without a configuration has the defaults of the platform', () => {
  const configs = createAsyncConfigs(new Map(), () => 1);
  expect([configs.get('http'), configs.policyOf('http')]).toEqual([undefined, DEFAULT_RETRY_POLICY]);
  configs.put('http', OTHER);
  expect(configs.policyOf('http')).toMatchObject(OTHER);
});
