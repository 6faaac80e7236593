import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { askRos, type RosTarget, rosCall } from '../../../src/cli/stack/ros-api.ts';
import { type ScriptedServer, scriptedServer } from '../../stores/oss/scripted-server.ts';
import { type FakeRos, startFakeRos } from './ros/fake-ros.ts';
import { isSignedByVendorRules } from './ros/vendor-signature.ts';

const credentials = { accessKeyId: 'an-id', accessKeySecret: 'a-secret' };
const NOW = Date.UTC(2026, 10, 28, 3, 4, 5);

let ros: FakeRos;
let target: RosTarget;
beforeAll(async () => {
  ros = await startFakeRos(credentials);
  target = { url: ros.url, region: 'cn-hangzhou', credentials };
});
afterAll(() => ros.close());

test('a request has its parameters in the query, and the template in the form, as the SDK sends them', () => {
  const { method, url, headers, body } = rosCall(
    { ...target, url: 'https://ros.aliyuncs.com' },
    {
      action: 'CreateStack',
      query: [
        ['StackName', 'a b'],
        ['Parameters.1.ParameterValue', ''],
      ],
      form: [['TemplateBody', 'a: "é&+"\n']],
    },
    NOW,
  );
  expect([method, url, body]).toEqual([
    'POST',
    'https://ros.aliyuncs.com/?RegionId=cn-hangzhou&StackName=a%20b&Parameters.1.ParameterValue=',
    'TemplateBody=a%3A%20%22%C3%A9%26%2B%22%0A',
  ]);
  expect(headers).toMatchObject({
    'x-acs-action': 'CreateStack',
    'x-acs-version': '2019-09-10',
    'x-acs-date': '2026-11-28T03:04:05Z',
    'content-type': 'application/x-www-form-urlencoded',
  });
  const { pathname, search, host } = new URL(url);
  const request = { method, target: `${pathname}${search}`, headers: { ...headers, host }, body: body ?? '' };
  expect(isSignedByVendorRules(request, credentials)).toBe(true);
  expect(isSignedByVendorRules({ ...request, body: `${body}&a=b` }, credentials)).toBe(false);
  expect(isSignedByVendorRules(request, { ...credentials, accessKeySecret: 'another' })).toBe(false);
});

interface OpenApi {
  readonly default: new (
    config: object,
  ) => { callApi(params: object, request: object, runtime: object): Promise<{ body: unknown }> };
  readonly $OpenApiUtil: Readonly<Record<'Config' | 'Params' | 'OpenApiRequest', new (fields: object) => object>>;
}

test("the core of the vendor's SDK gets the same answers from the service of these tests", async () => {
  const sdk = createRequire(import.meta.url)('@alicloud/openapi-core') as OpenApi;
  const { host } = new URL(ros.url);
  const client = new sdk.default(
    new sdk.$OpenApiUtil.Config({ ...credentials, endpoint: host, protocol: 'HTTP', regionId: 'cn-hangzhou' }),
  );
  // The parameters of listStacks in @alicloud/ros20190910 3.7.0.
  const params = new sdk.$OpenApiUtil.Params({
    action: 'ListStacks',
    version: '2019-09-10',
    protocol: 'HTTPS',
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  });
  const request = new sdk.$OpenApiUtil.OpenApiRequest({ query: { RegionId: 'cn-hangzhou', 'StackName.1': 'none' } });
  const { body } = await client.callApi(params, request, {});
  expect(body).toMatchObject({ Stacks: [] });
  const query = [['StackName.1', 'none']] as const;
  expect(await askRos(target, { action: 'ListStacks', query }, z.unknown())).toMatchObject({ Stacks: [] });
});

const LIST = { action: 'ListStacks', query: [['StackName.1', 'a']] } as const;

describe('a request that could succeed later is sent again', () => {
  test('if it was throttled', async () => {
    ros.throttle(2);
    expect(await askRos(target, LIST, z.object({ Stacks: z.array(z.unknown()) }), [1, 1])).toEqual({ Stacks: [] });
  });

  test('if no answer came', async () => {
    ros.loseAnswerOf('ListStacks');
    expect(await askRos(target, LIST, z.object({ Stacks: z.array(z.unknown()) }), [1])).toEqual({ Stacks: [] });
  });

  test('until there is no pause left', async () => {
    ros.throttle(2);
    await expect(askRos(target, LIST, z.unknown(), [1])).rejects.toThrow(/Throttling\.User/);
  });
});

test.each([
  [{ accessKeySecret: 'another' }, {}, /SignatureDoesNotMatch: .*; check OSS_ACCESS_KEY_ID/],
  [{}, { action: 'Unknown' }, /refused Unknown: InvalidAction\.NotFound: .*; correct the cause/],
  [{}, { action: 'GetStack', query: [['StackId', 'x']] as const }, /refused GetStack: StackNotFound/],
])('a refusal says what to do: %j %j', async (keys, operation, message) => {
  const asked = askRos(
    { ...target, credentials: { ...credentials, ...keys } },
    { ...LIST, ...operation },
    z.unknown(),
    [],
  );
  await expect(asked).rejects.toMatchObject({ code: 'api-failed', message: expect.stringMatching(message) });
});

test.each([
  ['ActionInProgress', /wait until the other change/],
  ['NoPermission', /grant the permission ros:ListStacks/],
])('advice on %s', async (code, advice) => {
  const server: ScriptedServer = await scriptedServer([
    (response) => {
      response.writeHead(403);
      response.end(JSON.stringify({ Code: code, Message: 'm' }));
    },
  ]);
  try {
    await expect(askRos({ ...target, url: server.origin }, LIST, z.unknown(), [])).rejects.toThrow(advice);
  } finally {
    await server.close();
  }
});

test('an answer of something else is not an answer', async () => {
  const server = await scriptedServer([(response) => response.end('<html>')]);
  try {
    await expect(
      askRos({ ...target, url: server.origin }, LIST, z.object({ Stacks: z.unknown() }), []),
    ).rejects.toThrow(/status 200, and not in the form of its API; check --ros-endpoint/);
  } finally {
    await server.close();
  }
});
