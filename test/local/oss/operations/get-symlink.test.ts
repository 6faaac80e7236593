import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OssRig, openOssRig } from '../oss-rig.ts';

let rig: OssRig;
beforeAll(async () => {
  rig = await openOssRig();
  rig.engine.putBucketVersioning({ bucket: 'demo', status: 'Enabled' });
});
afterAll(() => rig.close());

function put(target: string, on = rig) {
  return on.send({
    method: 'PUT',
    bucket: 'demo',
    key: 'link',
    query: [['symlink', '']],
    headers: { 'x-oss-symlink-target': target, 'content-type': 'a/b', 'x-oss-meta-a': '1' },
  });
}

function get(key: string, versionId?: unknown, on = rig) {
  return on.send({
    bucket: 'demo',
    key,
    query: [['symlink', ''], ...(versionId === undefined ? [] : [['versionId', String(versionId)] as const])],
  });
}

test('each version has its target', async () => {
  const first = (await put('a%2Fone')).headers['x-oss-version-id'];
  const second = (await put('a/two%20%2B%E7%9B%AE')).headers;
  expect(await get('link')).toMatchObject({
    status: 200,
    body: '',
    headers: {
      'x-oss-symlink-target': 'a/two%20%2B%E7%9B%AE',
      'x-oss-version-id': second['x-oss-version-id'],
      'content-type': 'a/b',
      'x-oss-meta-a': '1',
      etag: second.etag,
      'last-modified': 'Wed, 01 Jan 2025 00:00:00 GMT',
      'content-length': '0',
    },
  });
  expect((await get('link', first)).headers['x-oss-symlink-target']).toBe('a/one');
});

test('the target as it was sent, where that is the choice', async () => {
  const other = await openOssRig({ symlinkTargetEcho: 'verbatim' });
  await put('a%2fb', other);
  expect((await get('link', undefined, other)).headers['x-oss-symlink-target']).toBe('a%2fb');
  await other.close();
});

test('an object that is not a link, and a missing object', async () => {
  await rig.send({ method: 'PUT', bucket: 'demo', key: 'object', body: 'x' });
  const marker = (await rig.send({ method: 'DELETE', bucket: 'demo', key: 'object-gone' })).headers['x-oss-version-id'];
  expect(await get('object')).toMatchObject({
    status: 400,
    headers: { 'x-oss-ec': '0043-00000101' },
    body: expect.stringContaining('<Code>NotSymlink</Code>'),
  });
  expect(await get('absent')).toMatchObject({ status: 404, body: expect.stringContaining('<Code>NoSuchKey</Code>') });
  expect(await get('link', 'unknown')).toMatchObject({
    status: 404,
    body: expect.stringContaining('<Code>NoSuchVersion</Code>'),
  });
  expect(await get('object-gone')).toMatchObject({
    status: 404,
    headers: { 'x-oss-delete-marker': 'true', 'x-oss-version-id': marker },
  });
});

test.each([
  ['private', 'default', 403],
  ['private', 'public-read', 200],
  ['public-read', 'default', 200],
  ['public-read', 'private', 403],
])('without a signature, in a %s bucket a link with the ACL %s: %i', async (acl, own, status) => {
  rig.engine.createBucket({ bucket: acl, acl });
  await rig.send({
    method: 'PUT',
    bucket: acl,
    key: own,
    query: [['symlink', '']],
    headers: { 'x-oss-symlink-target': 'absent', 'x-oss-object-acl': own },
  });
  expect((await rig.raw({ target: `/${acl}/${own}?symlink` })).status).toBe(status);
});
