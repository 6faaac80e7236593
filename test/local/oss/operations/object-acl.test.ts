import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OssRig, openOssRig } from '../oss-rig.ts';

let rig: OssRig;
beforeAll(async () => {
  rig = await openOssRig();
  await rig.send({ method: 'PUT', bucket: 'demo', key: 'k', body: 'x' });
});
afterAll(() => rig.close());

const on = { bucket: 'demo', key: 'k', query: [['acl', '']] } as const;

test.each([
  ['public-read', 200],
  ['public-read-write', 200],
  ['private', 403],
  ['default', 403],
])('%s: anyone who reads gets %i', async (acl, status) => {
  expect((await rig.send({ ...on, method: 'PUT', headers: { 'x-oss-object-acl': acl } })).status).toBe(200);
  expect((await rig.send(on)).body).toContain(`<AccessControlList><Grant>${acl}</Grant></AccessControlList>`);
  expect((await rig.raw({ target: '/demo/k' })).status).toBe(status);
  expect((await rig.raw({ target: '/demo/k', method: 'HEAD' })).status).toBe(status);
});

test.each([{}, { 'x-oss-object-acl': 'everyone' }])('%j is refused', async (headers) => {
  expect((await rig.send({ ...on, method: 'PUT', headers: { ...headers } })).status).toBe(400);
});

test('of nothing', async () => {
  expect((await rig.send({ ...on, key: 'absent' })).status).toBe(404);
});

describe('bucket acl', () => {
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
    const put = (bucket: string) =>
      rig.send({ ...acl, bucket, method: 'PUT', headers: { 'x-oss-acl': 'public-read' } });
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
});
