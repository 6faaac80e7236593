import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OssRig, openOssRig } from '../oss-rig.ts';

let rig: OssRig;
beforeAll(async () => {
  rig = await openOssRig();
  rig.engine.putBucketVersioning({ bucket: 'demo', status: 'Enabled' });
  for (const body of ['one', 'two']) await rig.send({ method: 'PUT', bucket: 'demo', key: 'k 目', body });
  await rig.send({ method: 'DELETE', bucket: 'demo', key: 'k 目' });
  await rig.send({ method: 'PUT', bucket: 'demo', key: 'dir/x', body: '' });
});
afterAll(() => rig.close());

async function list(query: Readonly<Record<string, string>> = {}) {
  return (await rig.send({ bucket: 'demo', query: [['versions', ''], ...Object.entries(query)] })).body;
}

function all(body: string, name: string) {
  return [...body.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text]) => text);
}

test('versions and markers in one order, newest first', async () => {
  const body = await list();
  expect([...body.matchAll(/<(Version|DeleteMarker)>/g)].map(([, kind]) => kind)).toEqual([
    'Version',
    'DeleteMarker',
    'Version',
    'Version',
  ]);
  expect(all(body, 'Key')).toEqual(['dir/x', 'k 目', 'k 目', 'k 目']);
  expect(all(body, 'IsLatest')).toEqual(['true', 'true', 'false', 'false']);
  expect(all(body, 'Size')).toEqual(['0', '3', '3']);
  expect(body).not.toMatch(/<DeleteMarker>(?:(?!<\/DeleteMarker>).)*<ETag>/);
});

test('a page goes on in the middle of a key', async () => {
  const first = await list({ 'max-keys': '2', 'encoding-type': 'url' });
  expect([all(first, 'NextKeyMarker'), all(first, 'IsTruncated')]).toEqual([['k%20%E7%9B%AE'], ['true']]);
  const second = await list({ 'key-marker': 'k 目', 'version-id-marker': all(first, 'NextVersionIdMarker')[0] ?? '' });
  expect(all(second, 'VersionId')).toHaveLength(2);
  expect(all(second, 'IsTruncated')).toEqual(['false']);
});

test('a key marker alone goes on at the next key', async () => {
  expect(all(await list({ 'key-marker': 'dir/x' }), 'Key')).toHaveLength(3);
  expect(all(await list({ 'key-marker': 'k 目' }), 'Key')).toEqual([]);
});

test('prefix and delimiter', async () => {
  expect(all(await list({ prefix: 'k' }), 'Key')).toHaveLength(3);
  expect(await list({ delimiter: '/' })).toContain('<CommonPrefixes><Prefix>dir/</Prefix></CommonPrefixes>');
});

test.each([[{ 'max-keys': '1001' }], [{ 'encoding-type': 'x' }], [{ 'version-id-marker': 'x' }]])(
  '%j is refused',
  async (query) => {
    expect(all(await list(query), 'Code')).toEqual(['InvalidArgument']);
  },
);
