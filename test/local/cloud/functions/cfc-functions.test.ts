import { expect, test } from 'vitest';
import { DEFAULT_BAIDU_SETTINGS } from '../../../../src/deploy/baidu/baidu-settings.ts';
import { cfcFunctions } from '../../../../src/deploy/baidu/cfc-functions.ts';
import { CFC_LIMITS } from '../../../../src/deploy/baidu/cfc-limits.ts';
import { cfcConfigs, cfcRetryPolicies } from '../../../../src/local/cloud/functions/cfc-functions.ts';

const deployed = cfcFunctions(DEFAULT_BAIDU_SETTINGS, 'demo', 'bj');

test('the functions have the memory and the timeouts of a deployment', () => {
  const sizes = deployed.map(({ id, memory, timeout }) => [`cfc-${id}`, memory, timeout.value]);
  const local = cfcConfigs({}, { token: 't' }).map(({ name, memory, timeout }) => [name, memory, timeout]);
  expect(local.toSorted()).toEqual(sizes.toSorted());
  expect(local.every(([, memory]) => Number(memory) <= CFC_LIMITS.memory)).toBe(true);
});

test('they are retried as in a deployment', () => {
  const policies = deployed.flatMap(({ id, delivery }) =>
    delivery === undefined
      ? []
      : [
          [
            `cfc-${id}`,
            { maxAsyncRetryAttempts: delivery.retries, maxAsyncEventAgeInSeconds: delivery.maximumAge },
          ] as const,
        ],
  );
  expect(cfcRetryPolicies()).toEqual(new Map(policies));
});

test('they run on CFC, and only the one that answers HTTP knows who may call it', () => {
  const configs = cfcConfigs({ BOS_BUCKET: 'demo' }, { token: 't', tokens: '[]', oidc: '[1]' });
  expect(configs.map(({ platform }) => platform)).toEqual(['cfc', 'cfc', 'cfc']);
  expect(Object.fromEntries(configs.map(({ name, environment }) => [name, environment]))).toEqual({
    'cfc-object-events': { BOS_BUCKET: 'demo' },
    'cfc-sweep': { BOS_BUCKET: 'demo' },
    'cfc-http': { BOS_BUCKET: 'demo', AUTOALIAS_TOKEN: 't', AUTOALIAS_TOKENS: '[]', AUTOALIAS_OIDC: '[1]' },
  });
});
