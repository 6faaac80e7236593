import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BosRig, json, openBosRig, outcome } from '../bos-rig.ts';

let rig: BosRig;
beforeAll(async () => {
  rig = await openBosRig();
});
afterAll(() => rig.close());

const hash = (algorithm: string, text: string) => createHash(algorithm).update(text);

test('stores body, headers, metadata, tags, class and ACL', async () => {
  const answer = await rig.put('full', 'hello', {
    'content-type': 'text/x',
    expires: 'never',
    'x-bce-meta-Name': 'é',
    'x-bce-tagging': 'a=1&b=two+words',
    'x-bce-storage-class': 'COLD',
    'x-bce-acl': 'public-read',
    'content-md5': hash('md5', 'hello').digest('base64'),
    'x-bce-content-sha256': hash('sha256', 'hello').digest('hex'),
  });
  expect(answer).toMatchObject({ status: 200, body: '', headers: { etag: `"${hash('md5', 'hello').digest('hex')}"` } });
  const { headers } = await rig.ask('full');
  expect(headers).toMatchObject({ 'content-type': 'text/x', expires: 'never', 'x-bce-storage-class': 'COLD' });
  expect(Buffer.from(String(headers['x-bce-meta-name']), 'latin1')).toEqual(Buffer.from([0xe9]));
  const tags = await rig.ask('full', [['tagging', '']]);
  expect(json(tags)).toEqual({ tagSet: [{ tagInfo: { a: '1', b: 'two words' } }] });
  expect((await rig.raw({ target: '/demo/full' })).body).toBe('hello');
});

test.each([
  ['another MD5', { 'content-md5': hash('md5', 'other').digest('base64') }, '400 BadDigest'],
  ['no MD5', { 'content-md5': 'nonsense' }, '400 InvalidArgument'],
  ['another SHA-256', { 'x-bce-content-sha256': hash('sha256', 'other').digest('hex') }, '400 BadDigest'],
  ['an unknown class', { 'x-bce-storage-class': 'GLACIER' }, '400 InvalidArgument'],
  ['an unknown ACL', { 'x-bce-acl': 'all' }, '400 InvalidArgument'],
  ['more than 2 KB of metadata', { 'x-bce-meta-a': 'x'.repeat(2048) }, '400 InvalidArgument'],
  ['a tag twice', { 'x-bce-tagging': 'a=1&a=2' }, '400 InvalidArgument'],
  ['encryption', { 'x-bce-server-side-encryption': 'AES256' }, '501 NotImplemented'],
  ['a callback', { 'x-bce-process': 'callback/callback,u_x' }, '501 NotImplemented'],
  ['a grant', { 'x-bce-grant-read': 'id="x"' }, '501 NotImplemented'],
])('refuses %s, and keeps nothing', async (_, headers, expected) => {
  const before = rig.blobs.ids().length;
  expect(outcome(await rig.put('refused', 'hello', headers))).toBe(expected);
  expect(outcome(await rig.ask('refused'))).toBe('404 NoSuchKey');
  expect(rig.blobs.ids()).toHaveLength(before);
});

test.each(['a/../b', '.', 'a/./b'])('refuses the key %s', async (key) => {
  expect(outcome(await rig.put(key))).toBe('400 InvalidObjectName');
});

test('takes no upload into a missing bucket', async () => {
  expect(outcome(await rig.send({ method: 'PUT', bucket: 'absent', key: 'k', body: 'x' }))).toBe('404 NoSuchBucket');
});

test('If-None-Match: * creates only', async () => {
  const create = async () => outcome(await rig.put('once', 'x', { 'if-none-match': '*' }));
  expect([await create(), await create()]).toEqual(['200', '412 PreconditionFailed']);
});

test('needs a length', async () => {
  const { status } = await rig.raw({
    method: 'PUT',
    target: '/v1/demo/k?authorization=',
    headers: { 'transfer-encoding': 'chunked' },
  });
  expect(status).toBe(400);
});
