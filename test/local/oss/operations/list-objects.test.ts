import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OssRig, openOssRig } from '../oss-rig.ts';

const keys = ['a', 'dir/1', 'dir/2', 'e & <f>', 'g h+i', '目'];
let rig: OssRig;
beforeAll(async () => {
  rig = await openOssRig();
  for (const key of keys) await rig.send({ method: 'PUT', bucket: 'demo', key, body: key });
  await rig.send({
    method: 'PUT',
    bucket: 'demo',
    key: 'z-link',
    query: [['symlink', '']],
    headers: { 'x-oss-symlink-target': 'a' },
  });
});
afterAll(() => rig.close());

function list(query: Readonly<Record<string, string>>) {
  return rig.send({ bucket: 'demo', query: Object.entries(query) });
}

function all(body: string, name: string) {
  return [...body.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text]) => text);
}

test.each([{}, { 'list-type': '2' }])('returns all elements of each object: %j', async (version) => {
  const { status, body, headers } = await list({ ...version, prefix: 'a' });
  expect([status, headers['content-type']]).toEqual([200, 'application/xml']);
  expect(body).toContain(
    '<Contents><Key>a</Key><LastModified>2025-01-01T00:00:00.000Z</LastModified><ETag>"0CC175B9C0F1B6A831C399E269772661"</ETag>' +
      '<Type>Normal</Type><Size>1</Size><StorageClass>Standard</StorageClass>',
  );
});

describe('keys', () => {
  test.each([
    [{}, ['a', 'dir/1', 'dir/2', 'e &amp; &lt;f&gt;', 'g h+i', 'z-link', '目']],
    [{ 'encoding-type': 'url' }, ['a', 'dir%2F1', 'dir%2F2', 'e%20%26%20%3Cf%3E', 'g%20h%2Bi', 'z-link', '%E7%9B%AE']],
    [{ prefix: 'dir/' }, ['dir/1', 'dir/2']],
    [{ delimiter: '' }, ['a', 'dir/1', 'dir/2', 'e &amp; &lt;f&gt;', 'g h+i', 'z-link', '目']],
    [{ prefix: 'nothing' }, []],
  ])('%j', async (query, expected) => {
    expect(all((await list(query)).body, 'Key')).toEqual(expected);
    expect(all((await list({ ...query, 'list-type': '2' })).body, 'Key')).toEqual(expected);
  });
});

test('a link is of type Symlink', async () => {
  expect(all((await list({ prefix: 'z' })).body, 'Type')).toEqual(['Symlink']);
});

test('a delimiter gathers prefixes, which count', async () => {
  const { body } = await list({ 'list-type': '2', delimiter: '/' });
  expect(body).toContain('<CommonPrefixes><Prefix>dir/</Prefix></CommonPrefixes>');
  expect(all(body, 'KeyCount')).toEqual(['6']);
});

test('V1 pages by marker', async () => {
  const seen: (string | undefined)[] = [];
  for (let marker = ''; ; ) {
    const { body } = await list({ 'max-keys': '2', marker });
    seen.push(...all(body, 'Key'));
    if (all(body, 'IsTruncated')[0] === 'false') break;
    marker = (all(body, 'NextMarker')[0] ?? '').replace('&amp;', '&').replace('&lt;', '<').replace('&gt;', '>');
  }
  expect(seen).toHaveLength(7);
});

test('V2 pages by token, which comes back as it was sent', async () => {
  const first = await list({ 'list-type': '2', 'max-keys': '3', 'encoding-type': 'url' });
  const token = decodeURIComponent(all(first.body, 'NextContinuationToken')[0] ?? '');
  const second = await list({ 'list-type': '2', 'encoding-type': 'url', 'continuation-token': token });
  expect(decodeURIComponent(all(second.body, 'ContinuationToken')[0] ?? '')).toBe(token);
  expect([...all(first.body, 'Key'), ...all(second.body, 'Key')]).toHaveLength(7);
  expect(all(second.body, 'IsTruncated')).toEqual(['false']);
  expect(all(second.body, 'NextContinuationToken')).toEqual([]);
});

test('V2 starts after a key, and names the owner when asked', async () => {
  const query = { 'list-type': '2', 'start-after': 'g h+i' };
  const plain = await list(query);
  expect(all(plain.body, 'Key')).toEqual(['z-link', '目']);
  expect(all(plain.body, 'ID')).toEqual([]);
  expect(all((await list({ ...query, 'fetch-owner': 'true' })).body, 'ID')).toHaveLength(2);
});

test.each([
  [{ 'max-keys': '0' }],
  [{ 'max-keys': '1001' }],
  [{ 'max-keys': 'x' }],
  [{ 'encoding-type': 'base64' }],
  [{ 'list-type': '3' }],
  [{ 'list-type': '2', 'continuation-token': '!' }],
  [{ prefix: 'x'.repeat(1024) }],
])('%j is refused', async (query) => {
  const answer = await list(query);
  expect([answer.status, all(answer.body, 'Code')]).toEqual([400, ['InvalidArgument']]);
});

describe('without a signature', () => {
  test.each([
    ['refused', 'public-read-write', 403],
    ['allowed', 'private', 403],
    ['allowed', 'public-read', 200],
    ['allowed', 'public-read-write', 200],
  ] as const)('%s by choice, a %s bucket: %i', async (anonymousList, acl, status) => {
    const other = await openOssRig({ anonymousList });
    other.engine.createBucket({ bucket: 'demo', acl });
    for (const target of ['/demo/', '/demo/?list-type=2']) expect((await other.raw({ target })).status).toBe(status);
    expect((await other.raw({ target: '/demo/?versions' })).status).toBe(403);
    await other.close();
  });
});
