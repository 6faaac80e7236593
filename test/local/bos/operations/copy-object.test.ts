import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BosRig, json, openBosRig, outcome } from '../bos-rig.ts';

let rig: BosRig;
let first: string;
beforeAll(async () => {
  rig = await openBosRig({}, { versioning: 'Enabled' });
  const written = await rig.put('a b', 'one', {
    'x-bce-meta-a': '1',
    'x-bce-tagging': 't=1',
    'content-type': 'text/x',
  });
  first = String(written.headers['x-bce-version-id']);
  await rig.put('a b', 'two', { 'x-bce-meta-a': '1', 'x-bce-tagging': 't=1', 'content-type': 'text/x' });
});
afterAll(() => rig.close());

function copy(key: string, source: string, headers: Readonly<Record<string, string>> = {}) {
  return rig.ask(key, [], { method: 'PUT', headers: { 'x-bce-copy-source': source, ...headers } });
}

test('copies bytes, headers, metadata and tags', async () => {
  const copied = await copy('copy', '/demo/a%20b', { 'x-bce-metadata-directive': 'copy' });
  expect(copied.status).toBe(200);
  expect(json(copied)).toEqual({ lastModified: '2025-01-01T00:00:00Z', eTag: 'b8a9f715dbb64fd5c56e7783c6820a61' });
  expect(copied.headers['x-bce-version-id']).toMatch(/^.{64}$/);
  const read = await rig.ask('copy');
  expect(read).toMatchObject({ body: 'two', headers: { 'content-type': 'text/x', 'x-bce-meta-a': '1' } });
  expect(read.headers['x-bce-tagging-count']).toBe('1');
});

test('replaces metadata and tags', async () => {
  const replace = { 'x-bce-metadata-directive': 'replace', 'x-bce-tagging-directive': 'replace' };
  await copy('copy', 'demo/a%20b', { ...replace, 'x-bce-meta-b': '2' });
  const { headers } = await rig.ask('copy');
  expect(headers['x-bce-meta-b']).toBe('2');
  for (const name of ['x-bce-meta-a', 'x-bce-tagging-count']) expect(headers).not.toHaveProperty(name);
});

test.each([
  ['as bce-sdk-js writes it', (id: string) => `/demo/a%20b?versionId=${id}`],
  ['as bce-sdk-go encodes it', (id: string) => `/demo/a%20b%3FversionId%3D${id}`],
])('copies a version, %s', async (_, source) => {
  expect((await copy('old', source(first))).status).toBe(200);
  expect((await rig.ask('old')).body).toBe('one');
});

test.each([
  ['no source', '', {}, '400 InvalidArgument'],
  ['a source without a key', '/demo', {}, '400 InvalidArgument'],
  ['a bad percent sign', '/demo/%zz', {}, '400 InvalidArgument'],
  ['a missing source', '/demo/absent', {}, '404 NoSuchKey'],
  ['a missing bucket', '/absent/a', {}, '404 NoSuchBucket'],
  ['another directive', '/demo/a%20b', { 'x-bce-metadata-directive': 'merge' }, '400 InvalidArgument'],
  ['a failed If-Match', '/demo/a%20b', { 'x-bce-copy-source-if-match': '"x"' }, '412 PreconditionFailed'],
  [
    'a failed If-None-Match',
    '/demo/a%20b',
    { 'x-bce-copy-source-if-none-match': 'b8a9f715dbb64fd5c56e7783c6820a61' },
    '412 PreconditionFailed',
  ],
])('refuses %s', async (_, source, headers, expected) => {
  expect(outcome(await copy('refused', source, headers))).toBe(expected);
});

test('copies a link as a link', async () => {
  await rig.link('latest', 'a b');
  expect((await copy('link-copy', '/demo/latest')).status).toBe(200);
  expect((await rig.ask('link-copy', [['symlink', '']])).headers['x-bce-symlink-target']).toBe('a%20b');
});

test('without a signature, source and destination must be public', async () => {
  const { status } = await rig.raw({
    method: 'PUT',
    target: '/v1/demo/k',
    headers: { 'x-bce-copy-source': '/demo/a%20b' },
  });
  expect(status).toBe(403);
});
