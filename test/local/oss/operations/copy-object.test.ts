import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OssRig, openOssRig } from '../oss-rig.ts';

let rig: OssRig;
beforeAll(async () => {
  rig = await openOssRig();
  const headers = { 'content-type': 'text/x', 'x-oss-meta-a': '1', 'x-oss-tagging': 't=1' };
  await rig.send({ method: 'PUT', bucket: 'demo', key: 'from +目', body: 'hello', headers });
  await rig.send({
    method: 'PUT',
    bucket: 'demo',
    key: 'link',
    query: [['symlink', '']],
    headers: { 'x-oss-symlink-target': 'from' },
  });
});
afterAll(() => rig.close());

const source = '/demo/from%20%2B%E7%9B%AE';

function copy(headers: Readonly<Record<string, string>>, key = 'to') {
  return rig.send({ method: 'PUT', bucket: 'demo', key, headers });
}

test.each([source, source.slice(1), '/demo/from %2B%E7%9B%AE'])('from %s', async (from) => {
  const { status, headers, body } = await copy({ 'x-oss-copy-source': from });
  expect(status).toBe(200);
  expect(body).toContain(
    '<CopyObjectResult><LastModified>2025-01-01T00:00:00.000Z</LastModified><ETag>"5D41402ABC4B2A76B9719D911017C592"</ETag></CopyObjectResult>',
  );
  expect(headers.etag).toBe('"5D41402ABC4B2A76B9719D911017C592"');
  const read = await rig.send({ bucket: 'demo', key: 'to' });
  expect([
    read.body,
    read.headers['content-type'],
    read.headers['x-oss-meta-a'],
    read.headers['x-oss-tagging-count'],
  ]).toEqual(['hello', 'text/x', '1', '1']);
});

test('with other headers and tags', async () => {
  const replace = { 'x-oss-metadata-directive': 'REPLACE', 'x-oss-tagging-directive': 'Replace' };
  await copy({
    'x-oss-copy-source': source,
    ...replace,
    'content-type': 'text/y',
    'x-oss-meta-b': '2',
    'x-oss-tagging': '',
  });
  const { headers } = await rig.send({ bucket: 'demo', key: 'to' });
  expect(headers).toMatchObject({ 'content-type': 'text/y', 'x-oss-meta-b': '2' });
  expect(headers).not.toHaveProperty('x-oss-meta-a');
  expect(headers).not.toHaveProperty('x-oss-tagging-count');
});

test('a link stays a link', async () => {
  await copy({ 'x-oss-copy-source': '/demo/link' }, 'link-too');
  const { headers } = await rig.send({ bucket: 'demo', key: 'link-too', query: [['symlink', '']] });
  expect(headers['x-oss-symlink-target']).toBe('from');
});

test('a version of another bucket', async () => {
  rig.engine.createBucket({ bucket: 'versioned' });
  rig.engine.putBucketVersioning({ bucket: 'versioned', status: 'Enabled' });
  const first = await rig.send({ method: 'PUT', bucket: 'versioned', key: 'k', body: 'first' });
  await rig.send({ method: 'PUT', bucket: 'versioned', key: 'k', body: 'second' });
  const id = first.headers['x-oss-version-id'];
  const { headers } = await copy({ 'x-oss-copy-source': `/versioned/k?versionId=${id}` });
  expect(headers['x-oss-copy-source-version-id']).toBe(id);
  expect(headers).not.toHaveProperty('x-oss-version-id');
  expect((await rig.send({ bucket: 'demo', key: 'to' })).body).toBe('first');
});

describe('conditions on the source', () => {
  const before = 'Tue, 31 Dec 2024 00:00:00 GMT';
  const at = 'Wed, 01 Jan 2025 00:00:00 GMT';
  test.each([
    [{ 'x-oss-copy-source-if-match': '5D41402ABC4B2A76B9719D911017C592' }, 200],
    [{ 'x-oss-copy-source-if-match': '"X"' }, 412],
    [{ 'x-oss-copy-source-if-none-match': '"X"' }, 200],
    [{ 'x-oss-copy-source-if-none-match': '"5D41402ABC4B2A76B9719D911017C592"' }, 304],
    [{ 'x-oss-copy-source-if-modified-since': before }, 200],
    [{ 'x-oss-copy-source-if-modified-since': at }, 304],
    [{ 'x-oss-copy-source-if-unmodified-since': at }, 200],
    [{ 'x-oss-copy-source-if-unmodified-since': before }, 412],
  ])('%j: %i', async (headers, status) => {
    const key = `conditional-${JSON.stringify(headers).length}-${status}`;
    const answer = await copy({ 'x-oss-copy-source': source, ...headers }, key);
    expect(answer.status).toBe(status);
    expect((await rig.send({ bucket: 'demo', key })).status).toBe(status === 200 ? 200 : 404);
    if (status === 304) expect(answer.body).toBe('');
    if (status === 412) expect(answer.body).toMatch(/<Condition>If-(?:Match|Unmodified-Since)<\/Condition>/);
  });
});

test.each([
  ['/demo/absent', 404, 'NoSuchKey'],
  ['/nowhere/k', 404, 'NoSuchBucket'],
  ['demo', 400, 'InvalidArgument'],
  ['/demo/', 400, 'InvalidArgument'],
  ['/demo/100%', 400, 'InvalidArgument'],
  ['', 400, 'InvalidArgument'],
])('from %j: %i %s', async (from, status, code) => {
  const answer = await copy({ 'x-oss-copy-source': from });
  expect([answer.status, /<Code>(\w+)</.exec(answer.body)?.[1]]).toEqual([status, code]);
});

test('an unknown directive', async () => {
  expect((await copy({ 'x-oss-copy-source': source, 'x-oss-metadata-directive': 'MERGE' })).status).toBe(400);
});
