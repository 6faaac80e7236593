import { expect, test } from 'vitest';
import { functionView } from '../../../../src/local/api/cfc/function-view.ts';
import { functionBrn } from '../../../../src/local/runtime/cfc/cfc-account.ts';

const CONFIG = {
  name: 'cfc-sweep',
  handler: 'cfc-sweep.handler',
  memory: 1024,
  timeout: 300,
  environment: {
    BOS_BUCKET: 'demo',
    AUTOALIAS_TOKEN: 't',
    AUTOALIAS_TOKENS: '[]',
    OTEL_EXPORTER_OTLP_HEADERS: 'key=k',
    BCE_ACCESS_KEY_ID: 'id',
    BCE_SECRET_ACCESS_KEY: 's',
  },
};

test('a function has the fields of the SDK, and no secrets', () => {
  const policyOf = () => ({ maxAsyncRetryAttempts: 0, maxAsyncEventAgeInSeconds: 300 });
  expect(functionView(CONFIG, { policyOf, startedAt: 0 })).toMatchObject({
    FunctionBrn: functionBrn('cfc-sweep'),
    FunctionName: 'cfc-sweep',
    Timeout: 300,
    MemorySize: 1024,
    Environment: { Variables: { BOS_BUCKET: 'demo', BCE_ACCESS_KEY_ID: 'id' } },
    AsyncInvokeConfig: { MaxRetryAttempts: 0, MaxRetryIntervalInSeconds: 300 },
    LastModified: '1970-01-01T00:00:00.000Z',
  });
  const text = JSON.stringify(functionView(CONFIG, { policyOf, startedAt: 0 }));
  expect(text).not.toMatch(/AUTOALIAS_TOKEN|OTLP_HEADERS|SECRET_ACCESS_KEY/);
});

test('a function that nothing calls asynchronously has no configuration for it', () => {
  expect(functionView(CONFIG, { policyOf: () => undefined, startedAt: 0 })).not.toHaveProperty('AsyncInvokeConfig');
});
