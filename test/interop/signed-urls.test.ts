import { type IncomingHttpHeaders, request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { presignUrl } from '../../src/stores/oss/request/presign-url.ts';
import { type LocalOss, localCredentials, openLocalOss } from '../contract/local-oss.ts';
import { aliOss, loopbackAgent } from './ali-oss-peer.ts';
import { peers } from './peer-bench.ts';

interface Read {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function ask(method: string, url: string, headers: Record<string, string> = {}, body = ''): Promise<Read> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, agent: loopbackAgent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function read(url: string): Promise<Read> {
  return ask('GET', url);
}

// ali-oss does not sign URLs for an IP address: it would put the bucket in a header, which a URL does not have.
describe.each(peers.filter(({ ip }) => !ip))('a URL that ali-oss signed, $name', (peer) => {
  let server: LocalOss;
  beforeEach(async () => {
    server = await openLocalOss('Enabled');
  });
  afterEach(() => server.close());

  test('reads through a link, and authorizes no other key', async () => {
    const oss = peer.open(server.endpoint);
    await oss.put('r/1/a b.txt', Buffer.from('one'));
    await oss.putSymlink('latest/a b.txt', 'r/1/a b.txt');
    const name = 'latest/a b.txt';
    const url = peer.v4 ? await oss.signatureUrlV4('GET', 60, {}, name) : oss.signatureUrl(name, { expires: 60 });
    expect(await read(url)).toMatchObject({ status: 200, body: 'one', headers: { 'x-oss-object-type': 'Symlink' } });
    const other = url.replace('latest/', 'r/1/');
    expect(other).not.toBe(url);
    expect(await read(other)).toMatchObject({ status: 403, body: expect.stringContaining('SignatureDoesNotMatch') });
  });
});

describe('a URL that we signed', () => {
  let server: LocalOss;
  beforeEach(async () => {
    server = await openLocalOss('Enabled');
  });
  afterEach(() => server.close());

  test('works without credentials until it expires', async () => {
    const oss = aliOss({ endpoint: server.endpoint, authorizationV4: true, sldEnable: true });
    await oss.put('目录/a b+c.txt', Buffer.from('one'));
    const options = {
      method: 'GET',
      endpoint: server.endpoint,
      region: 'cn-hangzhou',
      bucket: 'demo',
      credentials: localCredentials,
      key: '目录/a b+c.txt',
      expiresIn: 60,
    } as const;
    expect(await read(presignUrl({ ...options, now: Date.now() }))).toMatchObject({ status: 200, body: 'one' });
    const download = presignUrl({
      ...options,
      now: Date.now(),
      query: [['response-content-disposition', 'attachment; filename="a b.txt"']],
    });
    expect((await read(download)).headers['content-disposition']).toBe('attachment; filename="a b.txt"');
    expect(await read(presignUrl({ ...options, now: Date.now() - 120_000 }))).toMatchObject({
      status: 403,
      body: expect.stringContaining('AccessDenied'),
    });
  });

  test('takes an upload, with the headers that were signed and no others', async () => {
    const options = {
      endpoint: server.endpoint,
      region: 'cn-hangzhou',
      bucket: 'demo',
      credentials: localCredentials,
      key: 'a b.txt',
      expiresIn: 60,
      now: Date.now(),
    } as const;
    const length = { 'content-length': '3' };
    const typed = { 'content-type': 'text/plain' };
    const bare = presignUrl({ ...options, method: 'PUT' });
    expect(await ask('PUT', bare, length, 'one')).toMatchObject({ status: 200 });
    expect(await ask('PUT', bare, { ...length, ...typed }, 'two')).toMatchObject({ status: 403 });
    expect(await ask('GET', bare)).toMatchObject({ status: 403 });
    const withType = presignUrl({ ...options, method: 'PUT', headers: typed });
    expect(await ask('PUT', withType, { ...length, ...typed }, 'two')).toMatchObject({ status: 200 });
    expect(await ask('PUT', withType, length, 'six')).toMatchObject({ status: 403 });

    expect(await ask('HEAD', presignUrl({ ...options, method: 'HEAD' }))).toMatchObject({
      status: 200,
      headers: { 'content-length': '3', 'content-type': 'text/plain' },
    });
    expect(await read(presignUrl({ ...options, method: 'GET' }))).toMatchObject({ body: 'two' });
  });
});
