import { afterAll, beforeAll, expect, test } from 'vitest';
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
