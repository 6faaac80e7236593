import { afterEach, describe, expect, test } from 'vitest';
import { type EmbeddedBos, type StartBosOptions, startBos } from '../../src/local/embedded/start-bos.ts';
import { createBosStore } from '../../src/stores/bos/client/bos-client.ts';
import { presignBosUrl } from '../../src/stores/bos/request/presign-url.ts';
import { bosClient, describeBosClient, rejection } from './bos-peer.ts';

let bos: EmbeddedBos | undefined;
afterEach(() => bos?.close());

async function start(options: StartBosOptions = {}): Promise<EmbeddedBos> {
  bos = await startBos(options);
  return bos;
}

const seconds = () => Math.floor(Date.now() / 1000);
const STS = { accessKeyId: 'sts', accessKeySecret: 'secret', securityToken: 'tok/en+==' };

describe('presigned URLs of the SDK', () => {
  test.each<[string, StartBosOptions]>([
    ['with a key', {}],
    ['with temporary credentials', { credentials: STS }],
  ])('are read by any HTTP client: %s', async (_, options) => {
    const running = await start(options);
    const client = bosClient(running, { endpoint: running.endpoint });
    await client.putObject('demo', 'a b/版', Buffer.from('hello'));
    await client.putSymlink('demo', 'latest', 'a%20b/%E7%89%88');
    for (const key of ['a b/版', 'latest']) {
      const url = client.generatePresignedUrl('demo', key, seconds(), 60);
      expect(await (await fetch(url)).text()).toBe('hello');
    }
  });

  test('expire, and are bound to method, key and parameters', async () => {
    const running = await start();
    const client = bosClient(running, { endpoint: running.endpoint });
    await client.putObject('demo', 'k', Buffer.from('hello'));
    const status = async (url: string, method = 'GET') => (await fetch(url, { method })).status;
    const url = client.generatePresignedUrl('demo', 'k', seconds(), 60);
    expect(await status(url)).toBe(200);
    expect(await status(url, 'DELETE')).toBe(403);
    expect(await status(url.replace('/demo/k', '/demo/other'))).toBe(403);
    expect(await status(`${url}&acl`)).toBe(403);
    expect(await status(client.generatePresignedUrl('demo', 'k', seconds() - 61, 60))).toBe(400);
    const named = client.generatePresignedUrl('demo', 'k', seconds(), 60, {}, {}, ['host']);
    expect(await status(named)).toBe(200);
    const overridden = client.generatePresignedUrl('demo', 'k', seconds(), 60, {}, { responseContentType: 'text/x' });
    expect((await fetch(overridden)).headers.get('content-type')).toBe('text/x');
  });

  test('ours are accepted too', async () => {
    const running = await start();
    const client = bosClient(running, { endpoint: running.endpoint });
    await client.putObject('demo', 'k', Buffer.from('hello'));
    const { credentials, endpoint, region } = running;
    const to = { credentials, endpoint, region, bucket: 'demo', key: 'k', now: Date.now(), expiresIn: 60 };
    expect(await (await fetch(presignBosUrl({ ...to, method: 'GET' }))).text()).toBe('hello');
  });
});

describeBosClient('temporary credentials', { credentials: STS }, (bench) => {
  test('send their token with each request', async () => {
    const { client, bos: running } = bench();
    await client.putObject('demo', 'k', Buffer.from('hello'));
    expect((await client.getObject('demo', 'k')).body.toString()).toBe('hello');
    const { securityToken: _, ...half } = STS;
    const without = bosClient({ ...running, credentials: half }, { endpoint: running.endpoint });
    expect(await rejection(without.getObject('demo', 'k'))).toBe('403 InvalidAccessKeyId');
  });
});

test('another secret is refused', async () => {
  const running = await start();
  const credentials = { accessKeyId: 'autoalias', accessKeySecret: 'wrong' };
  const client = bosClient({ ...running, credentials }, { endpoint: running.endpoint });
  expect(await rejection(client.getObject('demo', 'k'))).toBe('403 SignatureDoesNotMatch');
});

test('our client and the SDK read what the other wrote', async () => {
  const running = await start();
  const { credentials, ...place } = running;
  const store = createBosStore({ ...place, bucket: 'demo', credentials: () => credentials });
  const client = bosClient(running, { endpoint: running.endpoint });
  await store.send({ operation: 'PutObject', key: 'k', body: Buffer.from('ours') });
  await client.putSymlink('demo', 'theirs', 'k');
  await store.send({ operation: 'PutSymlink', key: 'ours', target: 'k', metadata: { gen: '7' } });
  expect((await client.getObject('demo', 'ours')).body.toString()).toBe('ours');
  expect((await client.getSymlink('demo', 'ours')).http_headers['x-bce-meta-gen']).toBe('7');
  expect(await store.send({ operation: 'GetSymlink', key: 'theirs' })).toMatchObject({ found: 'symlink', target: 'k' });
  expect(await store.send({ operation: 'HeadObject', key: 'theirs' })).toEqual({ found: 'symlink' });
  await store.close();
});
