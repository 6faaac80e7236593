import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OssRig, openOssRig } from '../oss-rig.ts';

let rig: OssRig;
beforeAll(async () => {
  rig = await openOssRig();
});
afterAll(() => rig.close());

test('there or not', async () => {
  await rig.send({ method: 'PUT', bucket: 'demo', key: 'k', body: 'x' });
  for (const key of ['k', 'k', 'never']) {
    const { status, headers, body } = await rig.send({ method: 'DELETE', bucket: 'demo', key });
    expect([status, body, headers['x-oss-delete-marker'], headers['x-oss-version-id']]).toEqual([
      204,
      '',
      undefined,
      undefined,
    ]);
  }
  expect(rig.blobs.ids()).toEqual([]);
});

test('a missing null version in a bucket that was never versioned', async () => {
  const { status, headers } = await rig.send({
    method: 'DELETE',
    bucket: 'demo',
    key: 'never',
    query: [['versionId', 'null']],
  });
  expect(status).toBe(204);
  expect(headers).not.toHaveProperty('x-oss-version-id');
});

test('with versions: markers, and versions by id', async () => {
  rig.engine.createBucket({ bucket: 'versioned' });
  rig.engine.putBucketVersioning({ bucket: 'versioned', status: 'Enabled' });
  const on = { bucket: 'versioned', key: 'k' };
  const remove = async (id?: unknown) => {
    const { status, headers } = await rig.send({
      ...on,
      method: 'DELETE',
      query: id === undefined ? [] : [['versionId', String(id)]],
    });
    return { status, marker: headers['x-oss-delete-marker'], id: headers['x-oss-version-id'] };
  };
  const version = (await rig.send({ ...on, method: 'PUT', body: 'x' })).headers['x-oss-version-id'];
  const made = await remove();
  expect(made).toMatchObject({ status: 204, marker: 'true' });
  expect((await rig.send(on)).status).toBe(404);
  expect(await remove(made.id)).toEqual({ status: 204, marker: 'true', id: made.id });
  expect((await rig.send(on)).body).toBe('x');
  expect(await remove(version)).toEqual({ status: 204, marker: undefined, id: version });
  expect((await rig.send(on)).status).toBe(404);
});

test('a link goes, its target stays', async () => {
  await rig.send({ method: 'PUT', bucket: 'demo', key: 'target', body: 'x' });
  await rig.send({
    method: 'PUT',
    bucket: 'demo',
    key: 'link',
    query: [['symlink', '']],
    headers: { 'x-oss-symlink-target': 'target' },
  });
  expect((await rig.send({ method: 'DELETE', bucket: 'demo', key: 'link' })).status).toBe(204);
  expect((await rig.send({ bucket: 'demo', key: 'target' })).body).toBe('x');
});
