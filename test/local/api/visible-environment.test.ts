import { expect, test } from 'vitest';
import { visibleEnvironment } from '../../../src/local/api/visible-environment.ts';

test.each([
  'AUTOALIAS_TOKEN',
  'AUTOALIAS_TOKENS',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_EXPORTER_OTLP_TRACES_HEADERS',
  'BCE_SECRET_ACCESS_KEY',
  'BCE_SESSION_TOKEN',
  'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  'ALIBABA_CLOUD_SECURITY_TOKEN',
])('hides %s', (name) => {
  expect(visibleEnvironment({ [name]: 'x', BOS_BUCKET: 'demo' })).toEqual({ BOS_BUCKET: 'demo' });
});

test.each(['OSS_BUCKET', 'BCE_ACCESS_KEY_ID', 'AUTOALIAS_OIDC', 'AUTOALIAS_RULES', 'OTEL_EXPORTER_OTLP_ENDPOINT'])(
  'shows %s',
  (name) => {
    expect(visibleEnvironment({ [name]: 'x' })).toEqual({ [name]: 'x' });
  },
);
