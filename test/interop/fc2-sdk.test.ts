import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/local/cloud/cloud-options.ts';
import type { Store } from '../../src/stores/store.ts';
import { type CloudRig, openCloudRig } from '../local/cloud-rig.ts';
import { describeInvoke, type Invoke, KEYS, TIMER } from './fc-invoke-suite.ts';

/**
 * The vendor's client of Function Compute 2.0, unchanged, with the API of the local cloud as its endpoint. It has a file of its
 * own: it shares the connections of `httpx` with the client of 3.0, which leaves timers on them that fail later requests.
 */
const Fc2 = createRequire(import.meta.url)('@alicloud/fc2') as new (accountId: string, config: object) => Fc2Client;

interface Fc2Client {
  invokeFunction(
    service: string,
    name: string,
    event: string | Buffer,
    headers?: object,
    qualifier?: string,
  ): Promise<Fc2Answer>;
  listFunctions(service: string, options?: object): Promise<Fc2Answer>;
  getFunction(service: string, name: string): Promise<Fc2Answer>;
  listTriggers(service: string, name: string): Promise<Fc2Answer>;
  getTrigger(service: string, name: string, trigger: string): Promise<Fc2Answer>;
  getFunctionAsyncConfig(service: string, name: string, qualifier: string): Promise<Fc2Answer>;
  listFunctionAsyncConfigs(service: string, name: string): Promise<Fc2Answer>;
}

interface Fc2Answer {
  readonly headers: Readonly<Record<string, string>>;
  readonly data: unknown;
}

let rig: CloudRig;
let cloud: Cloud;
let store: Store;
let client: Fc2Client;

function open(secret = KEYS.accessKeySecret): Fc2Client {
  return new Fc2('1000000000000000', {
    accessKeyID: KEYS.accessKeyId,
    accessKeySecret: secret,
    region: 'cn-hangzhou',
    endpoint: cloud.api,
  });
}

const invoke: Invoke = async (name, event, { log, async, qualifier, service = 'a-service' } = {}) => {
  const headers = { ...(log && { 'x-fc-log-type': 'Tail' }), ...(async && { 'x-fc-invocation-type': 'Async' }) };
  const answer = await client.invokeFunction(service, name, event, headers, qualifier);
  const body = typeof answer.data === 'string' ? answer.data : JSON.stringify(answer.data);
  return { headers: answer.headers, body };
};

beforeAll(async () => {
  rig = await openCloudRig();
  ({ cloud, store } = await rig.start('data', { triggerPrefixes: ['elsewhere/'] }));
  client = open();
});
afterAll(async () => {
  await rig.close();
  await rig.remove();
});

describeInvoke('@alicloud/fc2', { invoke, cloud: () => cloud, store: () => store });

describe('errors of the caller', () => {
  test('a wrong secret', async () => {
    await expect(open('wrong').listFunctions('s')).rejects.toMatchObject({
      name: 'FCSignatureNotMatchError',
      code: 'SignatureNotMatch',
    });
  });

  test('a service that cannot exist', async () => {
    await expect(invoke('sweep', TIMER, { service: '9' })).rejects.toMatchObject({ code: 'ServiceNotFound' });
  });
});

describe('reads', () => {
  test('functions and triggers', async () => {
    expect((await client.listFunctions('s', { limit: 1 })).data).toMatchObject({
      functions: [{ functionName: 'http' }],
    });
    expect((await client.getFunction('s', 'sweep')).data).toMatchObject({ functionName: 'sweep', runtime: 'nodejs20' });
    expect((await client.listTriggers('s', 'http')).data).toMatchObject({ triggers: [{ triggerType: 'http' }] });
    expect((await client.getTrigger('s', 'sweep', 'schedule')).data).toMatchObject({ triggerConfig: { enable: true } });
  });

  test('the configuration of asynchronous invocations', async () => {
    const config = { service: 's', function: 'sweep', maxAsyncRetryAttempts: 1 };
    expect((await client.getFunctionAsyncConfig('s', 'sweep', 'LATEST')).data).toMatchObject(config);
    expect((await client.listFunctionAsyncConfigs('s', 'sweep')).data).toMatchObject({ configs: [config] });
  });
});
