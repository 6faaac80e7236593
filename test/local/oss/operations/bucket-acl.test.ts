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

test.each([{}, { 'x-oss-acl': 'default' }, { 'x-oss-acl': '' }])('%j is refused', async (headers) => {
  const answer = await rig.send({ ...acl, method: 'PUT', headers: { ...headers } });
  expect(answer.status).toBe(400);
  expect(answer.body).toContain('<Code>InvalidArgument</Code>');
});
