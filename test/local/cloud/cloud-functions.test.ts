import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { functionConfigs, retryPolicies } from '../../../src/local/cloud/cloud-functions.ts';

const template = z
  .object({
    Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()) })),
  })
  .parse(parse(readFileSync(new URL('../../../template.yml', import.meta.url), 'utf8')));
const resources = Object.entries(template.Resources).map(([id, resource]) => ({ id, ...resource }));

describe('the functions of the local cloud', () => {
  it('are those of the template, with their handlers, memory and timeouts', () => {
    const deployed = resources
      .filter(({ Type }) => Type === 'ALIYUN::FC3::Function')
      .map(({ Properties }) => [Properties.Handler, Properties.MemorySize, Properties.Timeout]);
    const local = functionConfigs({ shared: {}, http: { token: 't' } }).map(({ handler, memory, timeout }) => [
      handler,
      memory,
      timeout,
    ]);
    expect(local.sort()).toEqual(deployed.sort());
  });

  it('are retried as in the template', () => {
    const handlers = new Map(resources.map(({ id, Properties }) => [id, String(Properties.Handler).split('.')[0]]));
    const deliveries = resources.filter(({ Type }) => Type === 'ALIYUN::FC3::AsyncInvokeConfig');
    const deployed = deliveries.map(({ Properties }) => {
      const name =
        z.object({ 'Fn::GetAtt': z.array(z.string()) }).parse(Properties.FunctionName)['Fn::GetAtt'][0] ?? '';
      const { MaxAsyncRetryAttempts, MaxAsyncEventAgeInSeconds } = Properties;
      return [handlers.get(name), MaxAsyncRetryAttempts, MaxAsyncEventAgeInSeconds];
    });
    const local = deployed.map(([name]) => {
      const policy = retryPolicies().get(String(name));
      return [name, policy?.maxAsyncRetryAttempts, policy?.maxAsyncEventAgeInSeconds];
    });
    expect(deployed).toHaveLength(2);
    expect(local).toEqual(deployed);
    expect(retryPolicies().size).toBe(2);
  });

  it('have one environment, and only the one that answers HTTP knows who may call it', () => {
    const environments = functionConfigs({
      shared: { OSS_BUCKET: 'demo' },
      http: { token: 't', tokens: '[]', oidc: '[1]' },
    }).map(({ name, environment }) => [name, environment]);
    expect(Object.fromEntries(environments)).toEqual({
      'object-events': { OSS_BUCKET: 'demo' },
      sweep: { OSS_BUCKET: 'demo' },
      http: { OSS_BUCKET: 'demo', AUTOALIAS_TOKEN: 't', AUTOALIAS_TOKENS: '[]', AUTOALIAS_OIDC: '[1]' },
    });
  });
});
