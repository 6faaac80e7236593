import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newYear, type OssRig, openOssRig, signed } from '../oss-rig.ts';

let rig: OssRig;
beforeAll(async () => {
  rig = await openOssRig();
});
afterAll(() => rig.close());

function md5(text: string) {
  return createHash('md5').update(text).digest('base64');
}

function put(key: string, body: string, headers: Readonly<Record<string, string>> = {}) {
  return rig.send({ method: 'PUT', bucket: 'demo', key, body, headers });
}

test('answers with what it took in', async () => {
  const { status, headers, body } = await put('k', 'hello', { 'content-md5': md5('hello') });
  expect([status, body]).toEqual([200, '']);
  expect(headers).toMatchObject({
    etag: '"5D41402ABC4B2A76B9719D911017C592"',
    'content-md5': md5('hello'),
    'x-oss-hash-crc64ecma': '5',
    'content-length': '0',
  });
  expect(headers).not.toHaveProperty('x-oss-version-id');
});

test('keeps headers, metadata, tags, ACL and class', async () => {
  await put('full', 'x', {
    'content-type': 'text/x',
    'cache-control': 'no-cache',
    'content-language': 'zh',
    'x-oss-meta-Author': 'A',
    'x-oss-tagging': 'a=1&b',
    'x-oss-object-acl': 'public-read',
    'x-oss-storage-class': 'IA',
  });
  const read = rig.engine.readObject({ bucket: 'demo', key: 'full' });
  expect(read).toMatchObject({
    headers: { contentType: 'text/x', cacheControl: 'no-cache', contentLanguage: 'zh' },
    metadata: { author: 'A' },
    acls: ['public-read'],
    storageClass: 'IA',
  });
  expect(rig.engine.getObjectTagging({ bucket: 'demo', key: 'full' }).tags).toEqual([
    ['a', '1'],
    ['b', ''],
  ]);
});

test('gives a version id where there are versions', async () => {
  rig.engine.createBucket({ bucket: 'versioned' });
  rig.engine.putBucketVersioning({ bucket: 'versioned', status: 'Enabled' });
  const answer = await rig.send({ method: 'PUT', bucket: 'versioned', key: 'k', body: '' });
  expect(answer.headers['x-oss-version-id']).toMatch(/^[\w.]{64}$/);
});

test('takes a chunked body', async () => {
  const { target, headers } = signed({ method: 'PUT', bucket: 'demo', key: 'chunked' }, newYear);
  const answer = await fetch(rig.url + target, {
    method: 'PUT',
    headers: { ...headers },
    body: new Blob(['hello ', 'world']).stream(),
    duplex: 'half',
  });
  expect(answer.status).toBe(200);
  expect((await rig.send({ bucket: 'demo', key: 'chunked' })).body).toBe('hello world');
});

test.each<[string, Readonly<Record<string, string>>, number, string]>([
  ['a digest of something else', { 'content-md5': md5('other') }, 400, 'InvalidDigest'],
  ['an invalid digest', { 'content-md5': 'xyz' }, 400, 'InvalidDigest'],
  ['a condition', { 'if-none-match': '*' }, 400, 'NotImplemented'],
  ['an unknown ACL', { 'x-oss-object-acl': 'mine' }, 400, 'InvalidArgument'],
  ['an unknown storage class', { 'x-oss-storage-class': 'Hot' }, 400, 'InvalidArgument'],
  ['eleven tags', { 'x-oss-tagging': Array.from({ length: 11 }, (_, i) => `t${i}=`).join('&') }, 400, 'BadRequest'],
  ['a tag twice', { 'x-oss-tagging': 'a=1&a=2' }, 400, 'InvalidArgument'],
  ['a tag with "&"', { 'x-oss-tagging': 'a%26b=1' }, 400, 'InvalidTag'],
  ['more than 8 KB of metadata', { 'x-oss-meta-a': 'x'.repeat(8200) }, 400, 'InvalidArgument'],
  [
    'a length beyond 5 GB',
    { 'content-length': String(5 * 1024 ** 3 + 1), expect: '100-continue' },
    400,
    'EntityTooLarge',
  ],
])('%s is refused, and no bytes stay', async (_, headers, status, code) => {
  const before = rig.blobs.ids().length;
  const answer = await put('refused', headers['content-length'] === undefined ? 'hello' : '', headers);
  expect([answer.status, /<Code>(\w+)</.exec(answer.body)?.[1]]).toEqual([status, code]);
  expect(rig.blobs.ids()).toHaveLength(before);
  expect((await rig.send({ bucket: 'demo', key: 'refused' })).status).toBe(404);
});

test('which condition was refused, by the words of OSS', async () => {
  const { body, headers } = await put('k', '', { 'if-match': '"A"' });
  expect(body).toContain('<Header>If-Match</Header><EC>0017-00000245</EC>');
  expect(headers['x-oss-ec']).toBe('0017-00000245');
});

test('no length and no chunks', async () => {
  const { target, headers } = signed({ method: 'PUT', bucket: 'demo', key: 'endless' }, newYear);
  const lines = Object.entries({ host: 'x', connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const heard = await talk(`PUT ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  expect(heard).toMatch(/^HTTP\/1\.1 411 /);
  expect(heard).toContain('<Code>MissingContentLength</Code>');
});

test('no bucket', async () => {
  const before = rig.blobs.ids().length;
  const answer = await rig.send({ method: 'PUT', bucket: 'nowhere', key: 'k', body: 'x' });
  expect([answer.status, /<Code>(\w+)</.exec(answer.body)?.[1]]).toEqual([404, 'NoSuchBucket']);
  expect(rig.blobs.ids()).toHaveLength(before);
});

test('forbid-overwrite', async () => {
  const once = { 'x-oss-forbid-overwrite': 'true' };
  expect((await put('once', '1', once)).status).toBe(200);
  const again = await put('once', '2', once);
  expect([again.status, /<Code>(\w+)</.exec(again.body)?.[1]]).toEqual([409, 'FileAlreadyExists']);
  expect((await rig.send({ bucket: 'demo', key: 'once' })).body).toBe('1');
});

test('an overwritten body goes', async () => {
  await put('over', 'old');
  const before = rig.blobs.ids().length;
  await put('over', 'new');
  expect(rig.blobs.ids()).toHaveLength(before);
});

function talk(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(Number(new URL(rig.url).port), '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString();
    });
    socket.on('close', () => resolve(heard));
    socket.on('error', reject);
  });
}
