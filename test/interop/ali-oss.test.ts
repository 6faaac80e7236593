import { createHash } from 'node:crypto';
import { get, type IncomingHttpHeaders } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createOssStore } from '../../src/stores/oss/oss-client.ts';
import { presignUrl } from '../../src/stores/oss/presign-url.ts';
import type { Store } from '../../src/stores/store.ts';
import { type LocalOss, localCredentials, openLocalOss } from '../contract/local-oss.ts';
import { type AliOss, type AliOssOptions, aliOss, loopbackAgent } from './ali-oss-peer.ts';

const md5 = (text: string) => createHash('md5').update(text).digest('hex').toUpperCase();

interface Read {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
const read = (url: string): Promise<Read> =>
  new Promise((resolve, reject) => {
    get(url, { agent: loopbackAgent }, (response) => {
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
    }).on('error', reject);
  });

const port = (endpoint: string) => new URL(endpoint).port;
const forms: readonly [string, (endpoint: string) => Omit<AliOssOptions, 'authorizationV4'>][] = [
  ['virtual host', (endpoint) => ({ endpoint: `http://oss-cn-hangzhou.aliyuncs.com:${port(endpoint)}` })],
  ['virtual host of localhost', (endpoint) => ({ endpoint: `http://localhost:${port(endpoint)}` })],
  [
    'cname, the bucket in its name',
    (endpoint) => ({ endpoint: `http://demo.localhost:${port(endpoint)}`, cname: true }),
  ],
  ['cname, a name of its own', (endpoint) => ({ endpoint: `http://files.example.com:${port(endpoint)}`, cname: true })],
  ['cname, localhost', (endpoint) => ({ endpoint: `http://localhost:${port(endpoint)}`, cname: true })],
  ['path style', (endpoint) => ({ endpoint: `http://localhost:${port(endpoint)}`, sldEnable: true })],
  ['path style at an IP address', (endpoint) => ({ endpoint, sldEnable: true })],
  ['IP address, the bucket in Host', (endpoint) => ({ endpoint })],
];
const peers = forms.flatMap(([form, options]) =>
  [true, false].map((authorizationV4) => ({
    name: `${authorizationV4 ? 'V4' : 'V1'}, ${form}`,
    v4: authorizationV4,
    ip: form.includes('IP address'),
    open: (endpoint: string, rest: Partial<AliOssOptions> = {}) =>
      aliOss({ ...options(endpoint), authorizationV4, ...rest }),
  })),
);

// Without `.` and `..` between slashes: what ali-oss sends through is tidied up on the way, unlike what it signed.
const oddKeys = ['a b+c.txt', '100%/x', 'a%2Fb', '目录/🚀.txt', "q?x=1&y#'(!)*~", 'x//y/', 'a\\b', '<&">.xml'];

describe.each(peers)('ali-oss, $name', (peer) => {
  let server: LocalOss;
  let oss: AliOss;
  let store: Store;

  beforeEach(async () => {
    server = await openLocalOss('Enabled');
    oss = peer.open(server.endpoint);
    store = createOssStore({
      endpoint: server.endpoint,
      region: 'cn-hangzhou',
      bucket: 'demo',
      credentials: () => localCredentials,
    });
  });
  afterEach(async () => {
    await store.close();
    await server.close();
  });
  const put = async (name: string, text: string): Promise<string> => {
    const { res } = await oss.put(name, Buffer.from(text));
    return res.headers['x-oss-version-id'] ?? '';
  };

  test('upload, read, head', async () => {
    const { res } = await oss.put('r/1/a.txt', Buffer.from('one'), {
      headers: { 'Cache-Control': 'no-cache' },
      meta: { uid: '7' },
    });
    expect(res.headers.etag).toBe(`"${md5('one')}"`);
    expect(res.headers['x-oss-version-id']).toMatch(/^[\w.]{64}$/);

    const got = await oss.get('r/1/a.txt');
    expect(got.content.toString()).toBe('one');
    expect(got.res.headers).toMatchObject({
      'content-type': 'text/plain',
      'cache-control': 'no-cache',
      'x-oss-object-type': 'Normal',
      'x-oss-version-id': res.headers['x-oss-version-id'],
    });
    const head = await oss.head('r/1/a.txt');
    expect(head.meta).toEqual({ uid: '7' });
    expect(head.res.headers).toMatchObject({ 'content-length': '3', etag: `"${md5('one')}"` });
  });

  test('a link: made, asked, read through, asked by HEAD', async () => {
    await put('r/1/a.txt', 'one');
    const made = await oss.putSymlink('latest', 'r/1/a.txt', {
      headers: { 'Content-Type': 'text/x-link', 'x-oss-tagging': 'by=peer' },
      meta: { uid: '8' },
      storageClass: 'IA',
    });
    const linkVersion = made.res.headers['x-oss-version-id'];
    expect(linkVersion).toMatch(/^[\w.]{64}$/);

    const asked = await oss.getSymlink('latest');
    expect(asked.targetName).toBe('r/1/a.txt');
    expect(asked.res.headers).toMatchObject({
      'content-type': 'text/x-link',
      'x-oss-meta-uid': '8',
      'x-oss-version-id': linkVersion,
      etag: made.res.headers.etag,
    });

    const got = await oss.get('latest');
    expect(got.content.toString()).toBe('one');
    const through = {
      etag: `"${md5('one')}"`,
      'content-length': '3',
      'content-type': 'text/x-link',
      'x-oss-object-type': 'Symlink',
      'x-oss-version-id': linkVersion,
    };
    expect(got.res.headers).toMatchObject(through);
    const head = await oss.head('latest');
    expect(head.res.headers).toMatchObject(through);
    expect(head.meta).toEqual({ uid: '8' });
  });

  test('links that lead nowhere fail when they are read, not when they are made', async () => {
    await put('object', 'x');
    await oss.putSymlink('dangling', 'nothing');
    await oss.putSymlink('self', 'self');
    await oss.putSymlink('object-link', 'object');
    await oss.putSymlink('link-link', 'object-link');
    const dangling = { status: 404, code: 'SymlinkTargetNotExist' };
    const badTarget = { status: 400, code: 'InvalidTargetType' };
    await expect(oss.get('dangling')).rejects.toMatchObject(dangling);
    // ali-oss calls every HEAD with 404 a missing key, whatever the answer says.
    await expect(oss.head('dangling')).rejects.toMatchObject({ status: 404, code: 'NoSuchKey' });
    await expect(oss.get('self')).rejects.toMatchObject(badTarget);
    await expect(oss.head('link-link')).rejects.toMatchObject(badTarget);
    await expect(oss.getSymlink('object')).rejects.toMatchObject({ status: 400, code: 'NotSymlink' });
    await expect(oss.getSymlink('nothing')).rejects.toMatchObject({ status: 404, code: 'NoSuchKey' });
  });

  test('a re-pointed link keeps its versions, each with its own target', async () => {
    await put('a', 'A');
    await put('b', 'B');
    const first = (await oss.putSymlink('latest', 'a')).res.headers['x-oss-version-id'] ?? '';
    const second = (await oss.putSymlink('latest', 'b')).res.headers['x-oss-version-id'] ?? '';
    expect((await oss.getSymlink('latest')).targetName).toBe('b');
    expect((await oss.getSymlink('latest', { versionId: first })).targetName).toBe('a');
    expect((await oss.get('latest', { versionId: first })).content.toString()).toBe('A');
    const listed = await oss.listObjectVersions({ prefix: 'latest' });
    expect(listed.objects).toMatchObject([
      { name: 'latest', versionId: second, isLatest: true, type: 'Symlink' },
      { name: 'latest', versionId: first, isLatest: false, type: 'Symlink' },
    ]);
  });

  test('versions, a page at a time, delete markers among them', async () => {
    const a1 = await put('a', '1');
    const a2 = await put('a', '2');
    const marker = (await oss.delete('a')).res.headers['x-oss-version-id'];
    const b1 = await put('b', '1');
    const whole = await oss.listObjectVersions();
    expect(whole.objects.map(({ name, versionId }) => [name, versionId])).toEqual([
      ['a', a2],
      ['a', a1],
      ['b', b1],
    ]);
    expect(whole.deleteMarker).toMatchObject([{ name: 'a', versionId: marker }]);

    const first = await oss.listObjectVersions({ maxKeys: 2 });
    expect(first).toMatchObject({ isTruncated: true, nextKeyMarker: 'a', nextVersionIdMarker: a2 });
    const rest = await oss.listObjectVersions({ keyMarker: 'a', versionIdMarker: a2 });
    expect(rest.objects.map(({ versionId }) => versionId)).toEqual([a1, b1]);
    expect(rest.isTruncated).toBe(false);
  });

  test('a delete marker hides, and its removal brings back', async () => {
    const version = await put('a', 'A');
    const { res } = await oss.delete('a');
    expect(res).toMatchObject({ status: 204, headers: { 'x-oss-delete-marker': 'true' } });
    const marker = res.headers['x-oss-version-id'] ?? '';
    await expect(oss.head('a')).rejects.toMatchObject({ status: 404, code: 'NoSuchKey' });
    await expect(oss.get('a', { versionId: marker })).rejects.toMatchObject({ status: 405, code: 'MethodNotAllowed' });
    expect((await oss.get('a', { versionId: version })).content.toString()).toBe('A');

    const removed = await oss.delete('a', { versionId: marker });
    expect(removed.res.headers).toMatchObject({ 'x-oss-version-id': marker, 'x-oss-delete-marker': 'true' });
    expect((await oss.get('a')).content.toString()).toBe('A');

    const gone = await oss.delete('a', { versionId: version });
    expect(gone.res.headers['x-oss-version-id']).toBe(version);
    expect(gone.res.headers['x-oss-delete-marker']).toBeUndefined();
    await expect(oss.get('a', { versionId: version })).rejects.toMatchObject({ status: 404, code: 'NoSuchVersion' });
  });

  test('many at once deleted: keys, versions, markers', async () => {
    await put('a', '1');
    const b = await put('b', '1');
    await put('c+ 目', '1');
    const marker = (await oss.delete('c+ 目')).res.headers['x-oss-version-id'] ?? '';
    const { deleted } = await oss.deleteMulti(['a', { key: 'b', versionId: b }, { key: 'c+ 目', versionId: marker }]);
    expect(deleted).toEqual([
      { Key: 'a', DeleteMarker: 'true', DeleteMarkerVersionId: expect.stringMatching(/^[\w.]{64}$/) },
      { Key: 'b', VersionId: b },
      { Key: 'c+ 目', VersionId: marker, DeleteMarker: 'true', DeleteMarkerVersionId: marker },
    ]);
    expect((await oss.listV2({})).objects.map(({ name }) => name)).toEqual(['c+ 目']);
  });

  test('tags: of the object, of a version, of the link itself', async () => {
    const first = await put('a', '1');
    await oss.putObjectTagging('a', { team: 'web', 'a b': 'x+y' });
    await put('a', '2');
    expect((await oss.getObjectTagging('a')).tag).toEqual({});
    expect((await oss.getObjectTagging('a', { versionId: first })).tag).toEqual({ team: 'web', 'a b': 'x+y' });
    await oss.deleteObjectTagging('a', { versionId: first });
    expect((await oss.getObjectTagging('a', { versionId: first })).tag).toEqual({});

    await oss.putObjectTagging('a', { of: 'target' });
    await oss.putSymlink('latest', 'a', { headers: { 'x-oss-tagging': 'of=link' } });
    expect((await oss.getObjectTagging('latest')).tag).toEqual({ of: 'link' });
    expect((await oss.getObjectTagging('a')).tag).toEqual({ of: 'target' });
    await oss.delete('latest');
    await expect(oss.getObjectTagging('latest')).rejects.toMatchObject({ status: 404 });
  });

  test('a copy of an object, of a version, and of a link, which stays one', async () => {
    const first = await put('a 目', '1');
    await put('a 目', '2');
    await oss.copy('now', 'a 目');
    await oss.copy('then', 'a 目', { versionId: first });
    expect((await oss.get('now')).content.toString()).toBe('2');
    expect((await oss.get('then')).content.toString()).toBe('1');
    await oss.putSymlink('latest', 'a 目');
    await oss.copy('copied', 'latest');
    expect((await oss.getSymlink('copied')).targetName).toBe('a 目');
  });

  test('listed by V1 and V2, in pages, links by their type', async () => {
    for (const key of ['r/1', 'r/2', 's/1', 't']) await put(key, 'x');
    await oss.putSymlink('r/latest', 'r/2');
    const types = (page: { objects: readonly { name: string; type: string }[] }) =>
      page.objects.map(({ name, type }) => [name, type]);

    const v1 = await oss.list({ prefix: 'r/', 'max-keys': 2 }, {});
    expect(types(v1)).toEqual([
      ['r/1', 'Normal'],
      ['r/2', 'Normal'],
    ]);
    expect(v1).toMatchObject({ isTruncated: true, nextMarker: 'r/2' });
    expect(types(await oss.list({ prefix: 'r/', marker: 'r/2' }, {}))).toEqual([['r/latest', 'Symlink']]);

    const v2 = await oss.listV2({ 'max-keys': 2 });
    expect(types(v2)).toEqual(types(v1));
    expect(v2.isTruncated).toBe(true);
    const next = await oss.listV2({ 'continuation-token': v2.nextContinuationToken ?? '' });
    expect(types(next)).toEqual([
      ['r/latest', 'Symlink'],
      ['s/1', 'Normal'],
      ['t', 'Normal'],
    ]);
    for (const page of [await oss.list({ delimiter: '/' }, {}), await oss.listV2({ delimiter: '/' })]) {
      expect(page.prefixes).toEqual(['r/', 's/']);
      expect(types(page)).toEqual([['t', 'Normal']]);
    }
  });

  test('what it writes at odd keys our client reads, and the reverse', async () => {
    for (const key of oddKeys) {
      const theirs = `theirs/${key}`;
      const ours = `ours/${key}`;
      await put(theirs, key);
      await oss.putSymlink(`link/${theirs}`, theirs);
      await store.send({ operation: 'PutObject', key: ours, body: Buffer.from(key) });
      await store.send({ operation: 'PutSymlink', key: `link/${ours}`, target: ours, tags: { 'a b': 'x+y' } });

      expect(await store.send({ operation: 'HeadObject', key: theirs })).toMatchObject({
        found: 'object',
        etag: md5(key),
      });
      expect(await store.send({ operation: 'GetSymlink', key: `link/${theirs}` })).toMatchObject({ target: theirs });
      expect((await oss.get(ours)).content.toString()).toBe(key);
      expect((await oss.getSymlink(`link/${ours}`)).targetName).toBe(ours);
      expect((await oss.get(`link/${ours}`)).content.toString()).toBe(key);
      expect((await oss.getObjectTagging(`link/${ours}`)).tag).toEqual({ 'a b': 'x+y' });
    }
    const page = await store.send({ operation: 'ListObjects' });
    const keys = oddKeys.flatMap((key) => [`theirs/${key}`, `ours/${key}`, `link/theirs/${key}`, `link/ours/${key}`]);
    expect(new Set(page.objects.map(({ key }) => key))).toEqual(new Set(keys));
  });

  test('versioning, asked and suspended', async () => {
    expect((await oss.getBucketVersioning('demo')).versionStatus).toBe('Enabled');
    const kept = await put('a', 'A');
    await oss.putSymlink('latest', 'a');
    await oss.putBucketVersioning('demo', 'Suspended');
    expect((await oss.getBucketVersioning('demo')).versionStatus).toBe('Suspended');
    expect(await put('a', 'B')).toBe('null');
    expect((await oss.putSymlink('latest', 'a')).res.headers['x-oss-version-id']).toBe('null');
    expect((await oss.delete('a')).res.headers).toMatchObject({
      'x-oss-version-id': 'null',
      'x-oss-delete-marker': 'true',
    });
    expect((await oss.get('a', { versionId: kept })).content.toString()).toBe('A');
  });

  test('a wrong secret is refused', async () => {
    const wrong = peer.open(server.endpoint, { accessKeySecret: 'wrong' });
    await expect(wrong.put('a', Buffer.from('x'))).rejects.toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    });
    await expect(wrong.head('a')).rejects.toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
    expect(await store.send({ operation: 'HeadObject', key: 'a' })).toMatchObject({ found: 'none' });
  });
});

// ali-oss makes none for an IP address: it would put the bucket in a header, which a URL has not.
describe.each(peers.filter(({ ip }) => !ip))('a URL that ali-oss signed, $name', (peer) => {
  let server: LocalOss;
  beforeEach(async () => {
    server = await openLocalOss('Enabled');
  });
  afterEach(() => server.close());

  test('is read through a link, and no other key with it', async () => {
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

  test('is read by anyone until it expires', async () => {
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
});
