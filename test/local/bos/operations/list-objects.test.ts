import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BosRig, json, openBosRig, outcome } from '../bos-rig.ts';

let rig: BosRig;
beforeAll(async () => {
  rig = await openBosRig({}, { versioning: 'Enabled' });
  for (const key of ['a/1', 'a/2', 'b', 'c/1']) await rig.put(key, 'hello', { 'x-bce-storage-class': 'STANDARD_IA' });
  await rig.link('latest', 'a/2');
});
afterAll(() => rig.close());

async function list(...query: readonly (readonly [string, string])[]) {
  return json(await rig.send({ bucket: 'demo', query }));
}

const owner = { id: expect.stringMatching(/^[0-9a-f]{32}$/), displayName: 'autoalias' };

describe('ListObjects', () => {
  test('shows all fields of the page, and no type', async () => {
    expect(await list(['prefix', 'a/1'])).toEqual({
      name: 'demo',
      prefix: 'a/1',
      delimiter: '',
      marker: '',
      maxKeys: 1000,
      isTruncated: false,
      contents: [
        {
          key: 'a/1',
          lastModified: '2025-01-01T00:00:00Z',
          eTag: '5d41402abc4b2a76b9719d911017c592',
          size: 5,
          storageClass: 'STANDARD_IA',
          owner,
        },
      ],
    });
    expect(Object.keys(((await list(['prefix', 'latest'])) as { contents: object[] }).contents[0] ?? {})).toEqual([
      ...['key', 'lastModified', 'eTag', 'size', 'storageClass', 'owner'],
    ]);
  });

  test('groups by a delimiter', async () => {
    expect(await list(['delimiter', '/'])).toMatchObject({
      contents: [{ key: 'b' }, { key: 'latest' }],
      commonPrefixes: [{ prefix: 'a/' }, { prefix: 'c/' }],
    });
  });

  test('pages by marker', async () => {
    const keys: string[] = [];
    let marker = '';
    for (let pages = 0; pages < 9; pages++) {
      const page = (await list(['maxKeys', '2'], ['marker', marker])) as {
        contents: { key: string }[];
        isTruncated: boolean;
        nextMarker?: string;
      };
      keys.push(...page.contents.map(({ key }) => key));
      expect(page.isTruncated).toBe(page.nextMarker !== undefined);
      if (page.nextMarker === undefined) break;
      marker = page.nextMarker;
    }
    expect(keys).toEqual(['a/1', 'a/2', 'b', 'c/1', 'latest']);
  });

  test('cuts maxKeys at 1,000', async () => {
    expect(await list(['maxKeys', '5000'])).toMatchObject({ maxKeys: 1000 });
  });

  test.each([
    ['maxKeys', '0'],
    ['maxKeys', 'all'],
    ['delimiter', '//'],
    ['prefix', 'x'.repeat(1025)],
  ])('refuses %s=%s', async (name, value) => {
    expect(outcome(await rig.send({ bucket: 'demo', query: [[name, value]] }))).toBe('400 InvalidArgument');
  });

  test('needs a signature, and a choice lets everyone list a public bucket', async () => {
    expect((await rig.raw({ target: '/v1/demo' })).status).toBe(403);
    const open = await openBosRig({ anonymousList: 'allowed' });
    expect((await open.raw({ target: '/v1/demo' })).status).toBe(403);
    open.engine.editBucket({ bucket: 'demo', acl: 'public-read' });
    expect((await open.raw({ target: '/v1/demo' })).status).toBe(200);
    await open.close();
  });
});

describe('a link in a list', () => {
  test.each([
    ['link', { size: 0 }, 'dangling'],
    ['target', { size: 5, eTag: '5d41402abc4b2a76b9719d911017c592' }, 'dangling'],
  ] as const)('choice %s', async (bosLinkListedEntry, expected, dangling) => {
    const other = await openBosRig({ bosLinkListedEntry });
    await other.put('target', 'hello');
    await other.link('latest', 'target');
    await other.link(dangling, 'gone');
    const page = json(await other.send({ bucket: 'demo' }));
    expect(page).toMatchObject({
      contents: [
        { key: dangling, size: 0 },
        { key: 'latest', ...expected },
        { key: 'target', size: 5 },
      ],
    });
    await other.close();
  });
});

describe('ListObjectVersions', () => {
  test('shows versions and markers, newest first', async () => {
    const other = await openBosRig({}, { versioning: 'Enabled' });
    const one = (await other.put('k', 'one')).headers['x-bce-version-id'];
    const two = (await other.put('k', 'two!')).headers['x-bce-version-id'];
    const marker = (await other.ask('k', [], { method: 'DELETE' })).headers['x-bce-version-id'];
    const versions = json(await other.send({ bucket: 'demo', query: [['versions', '']] }));
    const time = '2025-01-01T00:00:00Z';
    expect(versions).toMatchObject({
      isTruncated: false,
      contents: [
        { key: 'k', versionId: marker, isLatest: true, deleteMarker: true, lastModified: time },
        { key: 'k', versionId: two, isLatest: false, deleteMarker: false, size: 4, lastModified: time },
        { key: 'k', versionId: one, isLatest: false, deleteMarker: false, size: 3, lastModified: time },
      ],
    });
    await other.close();
  });

  test.each(['nextVersionIdMarker', 'nextVersionidMarker'] as const)('pages by marker and %s', async (field) => {
    const other = await openBosRig({ bosNextVersionField: field }, { versioning: 'Enabled' });
    for (const text of ['1', '2', '3']) await other.put('k', text);
    const page = async (...query: readonly [string, string][]) =>
      json(await other.send({ bucket: 'demo', query: [['versions', ''], ['maxKeys', '2'], ...query] })) as Record<
        string,
        string
      > & { contents: object[] };
    const first = await page();
    expect([first.isTruncated, first.nextMarker, first.contents.length]).toEqual([true, 'k', 2]);
    const rest = await page(['marker', 'k'], ['versionIdMarker', String(first[field])]);
    expect(rest).toMatchObject({ isTruncated: false, contents: [{ key: 'k', isLatest: false }] });
    await other.close();
  });

  test('has the id null in a bucket without versions', async () => {
    const other = await openBosRig();
    await other.put('k');
    expect(json(await other.send({ bucket: 'demo', query: [['versions', '']] }))).toMatchObject({
      contents: [{ key: 'k', versionId: 'null', isLatest: true }],
    });
    await other.close();
  });
});
