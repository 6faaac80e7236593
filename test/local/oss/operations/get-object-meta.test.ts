import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OssRig, openOssRig } from '../oss-rig.ts';

let rig: OssRig;
beforeAll(async () => {
  rig = await openOssRig();
  await rig.send({ method: 'PUT', bucket: 'demo', key: 'k', body: 'hello', headers: { 'x-oss-meta-a': '1' } });
  await rig.send({
    method: 'PUT',
    bucket: 'demo',
    key: 'dangling',
    query: [['symlink', '']],
    headers: { 'x-oss-symlink-target': 'no' },
  });
});
afterAll(() => rig.close());

function meta(key: string) {
  return rig.send({ method: 'HEAD', bucket: 'demo', key, query: [['objectMeta', '']] });
}

test('size, ETag and time, and no more', async () => {
  const { status, headers } = await meta('k');
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-length': '5',
    etag: '"5D41402ABC4B2A76B9719D911017C592"',
    'last-modified': 'Wed, 01 Jan 2025 00:00:00 GMT',
    'x-oss-hash-crc64ecma': rig.engine.readObject({ bucket: 'demo', key: 'k' }).crc64,
  });
  expect(headers).not.toHaveProperty('x-oss-meta-a');
  expect(headers).not.toHaveProperty('x-oss-object-type');
});

test('of a link, its own: a broken one has them too', async () => {
  const answer = await meta('dangling');
  expect(answer).toMatchObject({ status: 200, headers: { 'content-length': '0' } });
  expect(answer.headers).not.toHaveProperty('x-oss-hash-crc64ecma');
});

test('of nothing', async () => {
  expect(await meta('absent')).toMatchObject({ status: 404, headers: { 'x-oss-ec': '0026-00000001' } });
});
