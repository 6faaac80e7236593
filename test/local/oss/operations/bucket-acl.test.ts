import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OssRig, openOssRig } from '../oss-rig.ts';

let rig: OssRig;
beforeAll(async () => {
  rig = await openOssRig();
});
afterAll(() => rig.close());

const acl = { bucket: 'demo', query: [['acl', '']] } as const;

test.each(['public-read', 'public-read-write', 'private'])('%s', async (grant) => {
  expect((await rig.send({ ...acl, method: 'PUT', headers: { 'x-oss-acl': grant } })).status).toBe(200);
  const { body } = await rig.send(acl);
  expect(body).toMatch(/<AccessControlPolicy><Owner>.*<\/Owner>/);
  expect(body).toContain(`<AccessControlList><Grant>${grant}</Grant></AccessControlList>`);
});

test('the answer names the bucket', async () => {
  const answer = await rig.send({ ...acl, method: 'PUT', headers: { 'x-oss-acl': 'private' } });
  expect(answer.headers.location).toBe('/demo');
});

test('without an ACL nothing changes', async () => {
  await rig.send({ ...acl, method: 'PUT', headers: { 'x-oss-acl': 'public-read' } });
  expect((await rig.send({ ...acl, method: 'PUT' })).status).toBe(200);
  expect(rig.engine.getBucketAcl({ bucket: 'demo' })).toBe('public-read');
});

test('a bucket that does not exist is created', async () => {
  const put = (bucket: string) => rig.send({ ...acl, bucket, method: 'PUT', headers: { 'x-oss-acl': 'public-read' } });
  expect((await put('created')).status).toBe(200);
  expect(rig.engine.getBucket({ bucket: 'created' })).toMatchObject({ acl: 'public-read', versioning: 'Never' });
  expect((await put('Not-A-Name')).body).toContain('<Code>InvalidBucketName</Code>');
  expect((await rig.raw({ method: 'PUT', target: '/anonymous/?acl' })).status).toBe(403);
});

test.each([{ 'x-oss-acl': 'default' }, { 'x-oss-acl': '' }])('%j is refused', async (headers) => {
  const answer = await rig.send({ ...acl, method: 'PUT', headers: { ...headers } });
  expect(answer.status).toBe(400);
  expect(answer.body).toContain('<Code>InvalidArgument</Code>');
});
