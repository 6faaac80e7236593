import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Cloud } from '../../src/local/cloud/cloud-options.ts';
import { bosRecord, SECRETS } from '../events/bos-record.ts';
import { askJson, type CloudRig, CREDENTIALS, openCloudRig, quiet, until } from '../local/cloud-rig.ts';
import { type BosClient, bosClient, type CfcClient, cfcClient } from './baidu-sdk.ts';

/** The vendor's client of CFC, unchanged, with the API of the local cloud as its endpoint. */
let rig: CloudRig;
let cloud: Cloud;
let client: CfcClient;
let bos: BosClient;
beforeAll(async () => {
  // It prints each function that it asks for.
  vi.spyOn(console, 'log').mockImplementation(() => {});
  rig = await openCloudRig();
  ({ cloud } = await rig.start('data', { triggerPrefixes: ['elsewhere/'] }));
  client = cfcClient(cloud.api);
  bos = bosClient(cloud.bos);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await rig.close();
  await rig.remove();
});

const KEY = 'releases/app/1.10.0/app.tgz';
const ALIAS = 'releases/app/latest/app.tgz';
const event = { events: [bosRecord('PutObject', KEY)] };

async function targetOf(alias: string): Promise<string | undefined> {
  return (await bos.getSymlink('demo', alias)).http_headers['x-bce-symlink-target'];
}

test('an event moves the aliases, and the answer is the result of the function', async () => {
  await bos.putObject('demo', KEY, Buffer.from('hello'));
  const { body, http_headers } = await client.invocations('cfc-object-events', event);
  expect(body).toMatchObject({ changes: 1, skipped: 0 });
  expect(http_headers).not.toHaveProperty('x-bce-function-error');
  expect(await targetOf(ALIAS)).toBe(KEY);
});

test('with the end of the log, which has no credentials of the event', async () => {
  const { http_headers } = await client.invocations('cfc-object-events', event, { logType: 'Tail' });
  const log = Buffer.from(http_headers['x-bce-log-result'] ?? '', 'base64').toString();
  expect(log).toContain(ALIAS);
  for (const secret of Object.values(SECRETS)) expect(log).not.toContain(secret);
});

test('a function that fails answers with its error', async () => {
  const { body, http_headers } = await client.invocations('cfc-object-events', { events: 1 });
  expect(http_headers['x-bce-function-error']).toBe('Handled');
  expect(body).toMatchObject({ errorType: 'AutoaliasError', errorMessage: 'events: expected array, got number' });
});

test('a sweep repairs what no event reported', async () => {
  const newer = 'releases/app/1.11.0/app.tgz';
  await bos.putObject('demo', newer, Buffer.from('hello'));
  expect((await client.invocations('cfc-sweep', {})).body).toMatchObject([{ actions: { pointed: 3 } }]);
  expect(await targetOf(ALIAS)).toBe(newer);
});

test('the HTTP API by the event of an HTTP trigger', async () => {
  const { body } = await client.invocations('cfc-http', { httpMethod: 'GET', path: '/v1/health', headers: {} });
  expect(body).toMatchObject({ statusCode: 200 });
  expect(await askJson(cloud, '/baidu/v1/status')).toMatchObject({ total: { objects: expect.any(Number) } });
});

test('an event for later is delivered, or becomes a dead letter without credentials', async () => {
  await client.invocations('cfc-object-events', event, { invocationType: 'Event' });
  await quiet(cloud);
  const malformed = { events: [bosRecord('PutObject', 17, { credentials: undefined })] };
  const { http_headers } = await client.invocations('cfc-sweep', malformed, { invocationType: 'Event' });
  const id = http_headers['x-bce-request-id'];
  const letters = async () => JSON.stringify(await askJson(cloud, '/local/dead-letters'));
  await until(async () => (await letters()).includes(String(id)));
  expect(await letters()).toContain('it contains events of a bucket');
});

describe('reads', () => {
  test('functions', async () => {
    const names = { Functions: ['cfc-object-events', 'cfc-sweep', 'cfc-http'].map((name) => ({ FunctionName: name })) };
    expect((await client.listFunctions()).body).toMatchObject(names);
    expect((await client.listFunctions({ Marker: 2 })).body).toMatchObject({
      Functions: [{ FunctionName: 'cfc-http' }],
    });
  });

  test('one function, without secrets', async () => {
    const { body } = await client.getFunction('cfc-sweep', { Qualifier: '$LATEST' });
    expect(body).toMatchObject({ Configuration: { FunctionName: 'cfc-sweep', Runtime: 'nodejs20', MemorySize: 1024 } });
    expect((await client.getFunctionConfiguration('cfc-sweep')).body).toMatchObject({ Timeout: 300 });
    expect(JSON.stringify(body)).not.toContain(CREDENTIALS.accessKeySecret);
  });

  test('versions and aliases', async () => {
    expect((await client.listVersionsByFunction('cfc-http')).body).toMatchObject({
      Versions: [{ Version: '$LATEST' }],
    });
    expect((await client.listAliases('cfc-http')).body).toMatchObject({ Aliases: [] });
  });
});

describe('errors of the caller', () => {
  test.each([
    ['a wrong secret', { ...CREDENTIALS, accessKeySecret: 'wrong' }, 403, 'SignatureDoesNotMatch'],
    ['an unknown key', { ...CREDENTIALS, accessKeyId: 'unknown' }, 403, 'InvalidAccessKeyId'],
  ])('%s', async (_, keys, status, code) => {
    await expect(cfcClient(cloud.api, keys).listFunctions()).rejects.toMatchObject({ status_code: status, code });
  });

  test.each<[string, () => Promise<unknown>, number, string]>([
    ['an unknown function', () => client.invocations('none', {}), 404, 'ResourceNotFoundException'],
    ['an unknown version', () => client.getFunction('cfc-sweep', { Qualifier: '9' }), 404, 'ResourceNotFoundException'],
    ['a change of a function', () => client.deleteFunction('cfc-sweep'), 400, 'NotImplemented'],
  ])('%s', async (_, ask, status, code) => {
    await expect(ask()).rejects.toMatchObject({ status_code: status, code });
  });
});
