import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OSS from 'ali-oss';
import { afterEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import {
  type BucketChange,
  type EmbeddedOss,
  type OssRequestLog,
  type StartOssOptions,
  startOss,
} from '../../../src/local/embedded/start-oss.ts';
import { createOssStore } from '../../../src/stores/oss/client/oss-client.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

async function start(options?: StartOssOptions): Promise<EmbeddedOss> {
  const oss = await startOss(options);
  undo.push(oss.close);
  return oss;
}

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'autoalias-embedded-'));
  undo.push(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

function clientOf({ endpoint, region, credentials }: EmbeddedOss, bucket = 'demo'): OSS {
  return new OSS({
    ...credentials,
    ...(credentials.securityToken !== undefined && { stsToken: credentials.securityToken }),
    endpoint,
    bucket,
    region: `oss-${region}`,
    authorizationV4: true,
  } as OSS.Options);
}

/** Its types say that listBuckets gives a list. It gives an object. */
const listed = z.object({ buckets: z.array(z.object({ name: z.string() })) });

async function bucketsOf(oss: EmbeddedOss): Promise<readonly string[]> {
  return listed.parse(await clientOf(oss).listBuckets({})).buckets.map(({ name }) => name);
}

describe.each([
  ['in memory', () => ({})],
  ['in a directory', () => ({ dataDir: folder() })],
])('startOss %s', (_, place) => {
  test('serves an SDK: uploads, links, ranges, versions', async () => {
    const oss = await start(place());
    expect(oss.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const client = clientOf(oss);
    await client.put('a/1.txt', Buffer.from('one'));
    await client.put('a/2.txt', Buffer.from('two'));
    await client.putSymlink('a/latest', 'a/2.txt', { storageClass: 'Standard', meta: { uid: 1, pid: 1 } });
    expect((await client.get('a/latest')).content.toString()).toBe('two');
    expect((await client.get('a/1.txt', undefined, { headers: { Range: 'bytes=1-2' } })).content.toString()).toBe('ne');
    await client.delete('a/1.txt');
    await expect(client.get('a/1.txt')).rejects.toMatchObject({ code: 'NoSuchKey' });
  });

  test('empties and restores its buckets with clear, without a word to onChange', async () => {
    const changes: BucketChange[] = [];
    const oss = await start({ ...place(), buckets: ['one', 'two'], onChange: (change) => changes.push(change) });
    const client = clientOf(oss, 'one');
    await client.putBucket('three');
    await client.put('a', Buffer.from('1'));
    await client.put('a', Buffer.from('2'));
    await client.delete('a');
    await oss.clear();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await bucketsOf(oss)).toEqual(['one', 'two']);
    expect((await client.listV2({}, {})).objects ?? []).toEqual([]);
    expect(changes.map(({ event }) => event)).toEqual([
      'ObjectCreated:PutObject',
      'ObjectCreated:PutObject',
      'ObjectRemoved:DeleteObject',
    ]);
    await client.put('b', Buffer.from('3'));
  });

  test.each(['Enabled', 'Suspended', 'Never'] as const)('creates buckets with versioning %s', async (versioning) => {
    const oss = await start({ ...place(), versioning });
    const store = createOssStore({ ...oss, bucket: 'demo', credentials: () => oss.credentials });
    undo.push(store.close);
    expect(await store.send({ operation: 'GetBucketVersioning' })).toEqual({ status: versioning });
  });
});

describe('startOss', () => {
  test('creates `demo`, and the buckets that are named instead', async () => {
    expect((await start()).buckets).toEqual(['demo']);
    const named = await start({ buckets: ['a-bucket', 'b-bucket'] });
    expect(await bucketsOf(named)).toEqual(['a-bucket', 'b-bucket']);
  });

  test('takes the given credentials only', async () => {
    const credentials = { accessKeyId: 'sts', accessKeySecret: 'secret', securityToken: 'token' };
    const oss = await start({ credentials });
    await clientOf(oss).put('a', Buffer.from('1'));
    const { securityToken: _, ...half } = credentials;
    await expect(clientOf({ ...oss, credentials: half }).put('a', Buffer.from('1'))).rejects.toMatchObject({
      status: 403,
    });
  });

  test('takes signatures for the given region only', async () => {
    const oss = await start({ region: 'eu-central-1' });
    await clientOf(oss).put('a', Buffer.from('1'));
    await expect(clientOf({ ...oss, region: 'cn-hangzhou' }).put('a', Buffer.from('1'))).rejects.toMatchObject({
      status: 400,
    });
  });

  test('reports requests and changes', async () => {
    const requests: OssRequestLog[] = [];
    const changes: BucketChange[] = [];
    const oss = await start({
      onRequest: (request) => requests.push(request),
      onChange: (change) => changes.push(change),
    });
    const client = clientOf(oss);
    await client.put('a', Buffer.from('1'));
    await client.copy('b', 'a');
    await client.get('absent').catch(() => {});
    expect(requests).toMatchObject([
      { operation: 'PutObject', bucket: 'demo', key: 'a', status: 200 },
      { operation: 'CopyObject', bucket: 'demo', key: 'b', status: 200 },
      { operation: 'GetObject', bucket: 'demo', key: 'absent', status: 404, code: 'NoSuchKey' },
    ]);
    expect(changes).toEqual([
      { bucket: 'demo', key: 'a', event: 'ObjectCreated:PutObject' },
      { bucket: 'demo', key: 'b', event: 'ObjectCreated:CopyObject' },
    ]);
  });

  test.each([
    [undefined, { events: [{ eventName: 'ObjectCreated:PutObject', region: 'cn-shanghai' }] }],
    ['eventbridge', { type: 'oss:ObjectCreated:PutObject', aliyunregionid: 'cn-shanghai' }],
    ['smq', [{ type: 'mns:Queue:SendMessage' }]],
  ] as const)('reports the event that a function receives: %s', async (events, expected) => {
    const received: object[] = [];
    const oss = await start({
      region: 'cn-shanghai',
      ...(events === undefined ? {} : { events }),
      onEvent: (event) => received.push(event),
    });
    await clientOf(oss).put('a', Buffer.from('1'));
    await oss.clear();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(received).toMatchObject([expected]);
  });

  test('keeps the data of a directory, which one store at a time can use', async () => {
    const dataDir = folder();
    const first = await start({ dataDir });
    await clientOf(first).put('a', Buffer.from('kept'));
    await expect(startOss({ dataDir })).rejects.toMatchObject({ code: 'config-invalid' });
    await first.close();
    const second = await start({ dataDir });
    expect((await clientOf(second).get('a')).content.toString()).toBe('kept');
  });

  test('refuses a port that is taken, and works after that', async () => {
    const { endpoint } = await start();
    const port = Number(new URL(endpoint).port);
    const dataDir = folder();
    await expect(startOss({ port, dataDir })).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining(`port ${port}`),
    });
    await start({ dataDir });
  });

  test.each([-1, 65_536, 1.5, Number.NaN])('refuses the port %d', async (port) => {
    await expect(startOss({ port })).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining(`port ${port} (the option port): a port is a whole number up to 65535`),
    });
  });

  test.each([['No_Bucket'], ['a'], ['-ab']])('refuses the bucket name %s', async (name) => {
    await expect(startOss({ buckets: [name] })).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining(JSON.stringify(name)),
    });
  });

  test('can be closed twice, and refuses connections after that', async () => {
    const oss = await start();
    await Promise.all([oss.close(), oss.close()]);
    await expect(fetch(oss.endpoint)).rejects.toThrow('fetch failed');
  });
});
