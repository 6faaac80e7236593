import { expect, test } from 'vitest';
import { functionArn, functionView } from '../../../../src/local/api/fc/function-view.ts';
import { fcParts } from './fc-fixture.ts';

const parts = fcParts();
const config = { name: 'f', handler: 'f.handler', memory: 256, timeout: 60, environment: { A: '1' } };

test.each(['2016-08-15', '2023-03-30'] as const)('the fields that both APIs share: %s', (version) => {
  expect(functionView(config, version, parts)).toMatchObject({
    functionName: 'f',
    runtime: 'nodejs20',
    handler: 'f.handler',
    timeout: 60,
    memorySize: 256,
    environmentVariables: { A: '1' },
    createdTime: '2026-11-28T03:04:04.000Z',
  });
});

test('only 3.0 has an ARN and a state', () => {
  expect(functionView(config, '2023-03-30', parts)).toMatchObject({
    functionArn: 'acs:fc:cn-hangzhou:1000000000000000:functions/f',
    state: 'Active',
  });
  expect(functionView(config, '2016-08-15', parts)).not.toHaveProperty('functionArn');
  expect(functionArn('f', parts)).toBe('acs:fc:cn-hangzhou:1000000000000000:functions/f');
});

test.each(['2016-08-15', '2023-03-30'] as const)('secrets are left out: %s', (version) => {
  const secrets = { AUTOALIAS_TOKEN: 'a-secret', AUTOALIAS_TOKENS: 'a-secret', OTEL_EXPORTER_OTLP_HEADERS: 'a-secret' };
  const withSecrets = { ...config, environment: { A: '1', ...secrets } };
  expect(JSON.stringify(functionView(withSecrets, version, parts))).not.toContain('a-secret');
});
