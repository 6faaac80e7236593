import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Cloud } from '../../src/local/cloud/cloud-options.ts';
import type { Store } from '../../src/stores/store.ts';
import { askJson, type CloudRig, openCloudRig, until } from '../local/cloud-rig.ts';
import { describeInvoke, type Invoke, KEYS, MALFORMED, TIMER } from './fc-invoke-suite.ts';

/** The vendor's client of Function Compute 3.0, unchanged, with the API of the local cloud as its endpoint. */
const fc3 = createRequire(import.meta.url)('@alicloud/fc20230330') as typeof import('@alicloud/fc20230330');

let rig: CloudRig;
let cloud: Cloud;
let store: Store;
let client: InstanceType<typeof fc3.default>;

function open(keys = KEYS): InstanceType<typeof fc3.default> {
  const { host } = new URL(cloud.api);
  const config = { ...keys, protocol: 'HTTP', regionId: 'cn-hangzhou', endpoint: host };
  return new fc3.default(config as ConstructorParameters<typeof fc3.default>[0]);
}

const invoke: Invoke = async (name, event, { log, async, qualifier } = {}) => {
  const answer = await client.invokeFunctionWithOptions(
    name,
    new fc3.InvokeFunctionRequest({ body: Readable.from([Buffer.from(event)]), ...(qualifier && { qualifier }) }),
    new fc3.InvokeFunctionHeaders({ ...(log && { xFcLogType: 'Tail' }), ...(async && { xFcInvocationType: 'Async' }) }),
    {} as Parameters<typeof client.invokeFunctionWithOptions>[3],
  );
  expect(answer.statusCode).toBe(async ? 202 : 200);
  return { headers: answer.headers ?? {}, body: answer.body === undefined ? '' : await text(answer.body) };
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

describeInvoke('@alicloud/fc20230330', { invoke, cloud: () => cloud, store: () => store });

test('an event that keeps failing becomes a dead letter', async () => {
  await client.putAsyncInvokeConfig(
    'object-events',
    new fc3.PutAsyncInvokeConfigRequest({ body: new fc3.PutAsyncInvokeConfigInput({ maxAsyncRetryAttempts: 0 }) }),
  );
  const { headers } = await invoke('object-events', MALFORMED, { async: true });
  const letters = z.object({
    deadLetters: z.array(z.object({ reason: z.string(), invocation: z.object({ id: z.string() }) })),
  });
  const found = async () =>
    letters
      .parse(await askJson(cloud, '/local/dead-letters'))
      .deadLetters.find(({ invocation }) => invocation.id === headers['x-fc-request-id']);
  await until(async () => (await found()) !== undefined);
  expect((await found())?.reason).toContain('failed once: AutoaliasError');
});

describe('errors of the caller', () => {
  test.each([
    ['a wrong secret', { ...KEYS, accessKeySecret: 'wrong' }, 'SignatureNotMatch'],
    ['an unknown key', { ...KEYS, accessKeyId: 'unknown' }, 'InvalidAccessKeyID'],
  ])('%s', async (_, keys, code) => {
    const answer = open(keys).listFunctions(new fc3.ListFunctionsRequest({}));
    await expect(answer).rejects.toMatchObject({ statusCode: 403, code });
  });
});

describe('reads', () => {
  test('functions, in pages', async () => {
    const first = await client.listFunctions(new fc3.ListFunctionsRequest({ limit: 2 }));
    expect(first.body?.functions?.map(({ functionName }) => functionName)).toEqual(['http', 'object-events']);
    const nextToken = first.body?.nextToken ?? '';
    const second = await client.listFunctions(new fc3.ListFunctionsRequest({ limit: 2, nextToken }));
    expect(second.body?.functions?.map(({ functionName }) => functionName)).toEqual(['sweep']);
    expect(second.body?.nextToken).toBeUndefined();
  });

  test('one function', async () => {
    const { body } = await client.getFunction('object-events', new fc3.GetFunctionRequest({}));
    expect(body).toMatchObject({ functionName: 'object-events', handler: 'object-events.handler', memorySize: 256 });
    expect(body?.environmentVariables).toMatchObject({ OSS_BUCKET: 'demo' });
  });

  test('triggers', async () => {
    const { body } = await client.listTriggers('object-events', new fc3.ListTriggersRequest({}));
    expect(body?.triggers?.map(({ triggerName, triggerType }) => [triggerName, triggerType])).toEqual([
      ['object-events-1', 'oss'],
    ]);
    const one = await client.getTrigger('sweep', 'schedule');
    expect(JSON.parse(one.body?.triggerConfig ?? '')).toMatchObject({ cronExpression: '@every 300s' });
  });

  test('the configuration of asynchronous invocations', async () => {
    const one = await client.getAsyncInvokeConfig('sweep', new fc3.GetAsyncInvokeConfigRequest({}));
    expect(one.body).toMatchObject({ maxAsyncRetryAttempts: 1, maxAsyncEventAgeInSeconds: 300 });
    const all = await client.listAsyncInvokeConfigs(new fc3.ListAsyncInvokeConfigsRequest({}));
    expect(all.body?.configs?.length).toBe(2);
    await expect(client.getAsyncInvokeConfig('http', new fc3.GetAsyncInvokeConfigRequest({}))).rejects.toMatchObject({
      code: 'AsyncConfigNotExists',
    });
  });
});

describe('asynchronous tasks', () => {
  const start = (id: string, event: string) =>
    client.invokeFunctionWithOptions(
      'sweep',
      new fc3.InvokeFunctionRequest({ body: Readable.from([Buffer.from(event)]) }),
      new fc3.InvokeFunctionHeaders({ xFcInvocationType: 'Async', xFcAsyncTaskId: id }),
      {} as Parameters<typeof client.invokeFunctionWithOptions>[3],
    );
  const task = async (id: string) => (await client.getAsyncTask('sweep', id, new fc3.GetAsyncTaskRequest({}))).body;

  test('run once for each id, and show how they ended', async () => {
    await client.putAsyncInvokeConfig(
      'sweep',
      new fc3.PutAsyncInvokeConfigRequest({
        body: new fc3.PutAsyncInvokeConfigInput({ asyncTask: true, maxAsyncRetryAttempts: 0 }),
      }),
    );
    expect((await start('good', TIMER)).statusCode).toBe(202);
    await expect(start('good', TIMER)).rejects.toMatchObject({
      statusCode: 409,
      code: 'StatefulAsyncInvocationAlreadyExists',
    });
    await start('bad', MALFORMED);
    await until(async () => (await task('good'))?.status === 'Succeeded' && (await task('bad'))?.status === 'Failed');
    expect(await task('good')).toMatchObject({ alreadyRetriedTimes: 0, taskPayload: TIMER });
    expect((await task('bad'))?.taskErrorMessage).toContain('AutoaliasError');
    const list = await client.listAsyncTasks('sweep', new fc3.ListAsyncTasksRequest({ status: 'Failed' }));
    expect(list.body?.tasks?.map(({ taskId }) => taskId)).toEqual(['bad']);
    const stop = client.stopAsyncTask('sweep', 'good', new fc3.StopAsyncTaskRequest({}));
    await expect(stop).rejects.toMatchObject({ code: 'InvalidArgument' });
  });
});

test('an event with x-fc-async-delay waits', async () => {
  const before = Date.now();
  const answer = await client.invokeFunctionWithOptions(
    'object-events',
    new fc3.InvokeFunctionRequest({ body: Readable.from([Buffer.from('{"events":[]}')]) }),
    new fc3.InvokeFunctionHeaders({ xFcInvocationType: 'Async', commonHeaders: { 'x-fc-async-delay': '1' } }),
    {} as Parameters<typeof client.invokeFunctionWithOptions>[3],
  );
  const id = answer.headers?.['x-fc-request-id'];
  const events = z.object({ deliveries: z.array(z.object({ requestId: z.string(), time: z.number() })) });
  const delivery = async () =>
    events.parse(await askJson(cloud, '/local/events')).deliveries.find(({ requestId }) => requestId === id);
  await until(async () => (await delivery()) !== undefined);
  expect((await delivery())?.time).toBeGreaterThan(before + 900);
});

/** What `s local invoke` of devsapp/fc3 sends, without a signature. */
test('the requests of s local invoke', async () => {
  const answer = await fetch(`${cloud.api}/2023-03-30/functions/function/invocations`, {
    method: 'POST',
    headers: {
      'x-fc-request-id': 'a-request-of-s',
      'x-fc-function-name': 'sweep',
      'x-fc-function-memory': '512',
      'x-fc-function-timeout': '900',
      'x-fc-function-handler': 'sweep.handler',
      'x-fc-region': 'cn-hangzhou',
      'x-fc-account-id': '1000000000000000',
      'x-fc-access-key-id': KEYS.accessKeyId,
      'x-fc-access-key-secret': KEYS.accessKeySecret,
      'x-fc-security-token': '',
      'X-Fc-Log-Type': 'Tail',
      'X-Fc-Event-Type': 'Default',
    },
    body: TIMER,
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('x-fc-request-id')).toBe('a-request-of-s');
  expect(Buffer.from(answer.headers.get('x-fc-log-result') ?? '', 'base64').toString()).toContain('"action":"swept"');
  expect(await answer.json()).toMatchObject([{ objects: expect.any(Number) }]);
});
