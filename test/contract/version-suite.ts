import { describe, expect } from 'vitest';
import type { ListObjectVersions } from '../../src/stores/store-request.ts';
import type { ListedVersion } from '../../src/stores/store-response.ts';
import type { Suite, VersioningStatus } from './store-suite.ts';
import { type Bench, casesOn } from './with-store.ts';

async function listAll(
  send: Bench['send'],
  options: Omit<ListObjectVersions, 'operation'>,
): Promise<{ versions: ListedVersion[]; prefixes: string[] }> {
  const versions: ListedVersion[] = [];
  const prefixes: string[] = [];
  let next: Pick<ListObjectVersions, 'keyMarker' | 'versionIdMarker'> = {};
  for (let pages = 1; ; pages++) {
    const page = await send({ operation: 'ListObjectVersions', ...options, ...next });
    versions.push(...page.versions);
    prefixes.push(...page.prefixes);
    if (page.nextKeyMarker === undefined) return { versions, prefixes };
    if (pages > 200) throw new Error('the listing does not end');
    next = {
      keyMarker: page.nextKeyMarker,
      ...(page.nextVersionIdMarker !== undefined && { versionIdMarker: page.nextVersionIdMarker }),
    };
  }
}

function keysAndIds(versions: readonly ListedVersion[]) {
  return versions.map(({ key, versionId }) => [key, versionId]);
}

export function describeVersions(versioning: VersioningStatus, { open, capabilities, traits }: Suite): void {
  describe('versions', () => {
    const on = casesOn(versioning, open);

    on('lists existing versions in byte order of keys', async ({ send, put }) => {
      for (const key of traits.keys.odd) await put(key);
      const { versions } = await listAll(send, { maxKeys: 7 });
      const ordered = [...traits.keys.odd].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(versions.map(({ key }) => key)).toEqual(ordered);
      expect(versions.every(({ isLatest, deleteMarker }) => isLatest && !deleteMarker)).toBe(true);
    });

    on('refuses a version id marker without a key marker', async ({ refusal }) => {
      const { details } = await refusal({ operation: 'ListObjectVersions', versionIdMarker: 'null' });
      expect(details).toMatchObject({ status: 400, storeCode: traits.codeOf('InvalidArgument') });
    });

    if (versioning === 'Enabled') describeEnabled(on, { capabilities, traits });
    else describeNull(on, versioning, { capabilities });
  });
}

type On = ReturnType<typeof casesOn>;

function describeNull(on: On, versioning: VersioningStatus, { capabilities }: Pick<Suite, 'capabilities'>): void {
  const type = (shown: 'Normal' | 'Symlink') => (capabilities.listsLinks ? { type: shown } : {});

  on('has one version of a key, called null', async ({ put, link, send }) => {
    await put('a', 'one');
    await put('a', 'two!');
    await link('b', 'a');
    await link('b', 'c');
    const { versions } = await send({ operation: 'ListObjectVersions' });
    expect(versions).toMatchObject([
      { key: 'a', versionId: 'null', isLatest: true, deleteMarker: false, ...type('Normal'), size: 4 },
      { key: 'b', versionId: 'null', isLatest: true, deleteMarker: false, ...type('Symlink') },
    ]);
    expect(await send({ operation: 'GetSymlink', key: 'b', versionId: 'null' })).toMatchObject({ target: 'c' });
  });

  on('keeps one delete marker of a deleted key, only if versioning is suspended', async ({ put, remove, send }) => {
    await put('a');
    await remove('a');
    await remove('a');
    const { versions } = await send({ operation: 'ListObjectVersions' });
    const marker = { key: 'a', versionId: 'null', isLatest: true, deleteMarker: true };
    expect(versions).toMatchObject(versioning === 'Never' ? [] : [marker]);
    expect(versions).toHaveLength(versioning === 'Never' ? 0 : 1);
  });
}

function describeEnabled(on: On, { capabilities, traits }: Pick<Suite, 'capabilities' | 'traits'>): void {
  const type = (shown: 'Normal' | 'Symlink') => (capabilities.listsLinks ? { type: shown } : {});
  /** A store without versions of symlinks may ignore the version id in GetSymlink. */
  const reads = (['HeadObject', 'GetObjectTagging', 'GetSymlink'] as const).slice(
    0,
    capabilities.versionsLinks ? 3 : 2,
  );
  const onLinkVersions: On = (title, work) => {
    if (capabilities.versionsLinks) on(title, work);
  };

  onLinkVersions('keeps every write, newest first', async ({ put, link, remove, send }) => {
    const first = await put('a', '1');
    const second = await link('a', 'elsewhere');
    const marker = (await remove('a')).versionId;
    const third = await put('a', '333');
    const { versions } = await send({ operation: 'ListObjectVersions' });
    expect(versions).toMatchObject([
      { versionId: third, isLatest: true, deleteMarker: false, ...type('Normal'), size: 3 },
      { versionId: marker, isLatest: false, deleteMarker: true },
      { versionId: second, isLatest: false, deleteMarker: false, ...type('Symlink') },
      { versionId: first, isLatest: false, deleteMarker: false, ...type('Normal'), size: 1 },
    ]);
    expect(versions[1]).not.toHaveProperty('etag');
    expect(versions[1]).not.toHaveProperty('size');
    expect(versions[1]).not.toHaveProperty('type');
  });

  onLinkVersions('lists the versions of a key before longer keys that start with it', async ({ put, link, send }) => {
    await put('alias/below');
    const ids = [await link('alias', 'x'), await link('alias', 'y'), await link('alias', 'z')];
    const page = await send({ operation: 'ListObjectVersions', prefix: 'alias', maxKeys: 3 });
    expect(keysAndIds(page.versions)).toEqual(ids.reverse().map((id) => ['alias', id]));
    expect(page.nextKeyMarker).toBe('alias');
  });

  onLinkVersions('reads each version by its id', async ({ put, link, send }) => {
    const object = await put('a', 'four');
    const one = await link('a', 'one');
    const two = await link('a', 'two');
    const read = (versionId = 'none') => send({ operation: 'GetSymlink', key: 'a', versionId });
    expect(await read(one)).toMatchObject({ found: 'symlink', target: 'one', versionId: one });
    expect(await read(two)).toMatchObject({ found: 'symlink', target: 'two', versionId: two });
    expect(await read(object)).toEqual({ found: 'object' });
    expect(await send({ operation: 'HeadObject', key: 'a', versionId: object ?? '' })).toMatchObject({
      found: 'object',
      size: 4,
      versionId: object,
    });
  });

  on('finds no version by another key’s id', async ({ put, send }) => {
    const id = (await put('a')) ?? '';
    await put('b');
    for (const operation of reads) {
      expect(await send({ operation, key: 'b', versionId: id })).toEqual({ found: 'none', deleteMarker: false });
    }
  });

  on('reports a delete marker requested by its id', async ({ put, remove, send }) => {
    await put('a');
    const versionId = (await remove('a')).versionId ?? '';
    await put('a');
    for (const operation of reads) {
      expect([operation, await send({ operation, key: 'a', versionId })]).toEqual([
        operation,
        {
          found: 'none',
          deleteMarker: traits.showsMarkers,
          // Without versions of symlinks, a key that may have had one has no version id.
          ...(traits.showsMarkers && (capabilities.versionsLinks || operation === 'GetObjectTagging') && { versionId }),
        },
      ]);
    }
  });

  on('shows the object again after its delete marker is removed', async ({ put, remove, send }) => {
    const id = await put('a');
    const marker = (await remove('a')).versionId;
    expect(await remove('a', marker)).toEqual({ versionId: marker, deleteMarker: traits.showsMarkers });
    expect(await send({ operation: 'HeadObject', key: 'a' })).toMatchObject({ found: 'object', versionId: id });
    expect((await send({ operation: 'ListObjects' })).objects).toHaveLength(1);
  });

  onLinkVersions('falls back to the version below a removed one', async ({ link, remove, send }) => {
    await link('a', 'one');
    const middle = await link('a', 'two');
    const last = await link('a', 'three');
    expect(await remove('a', middle)).toEqual({ versionId: middle, deleteMarker: false });
    expect(await send({ operation: 'GetSymlink', key: 'a' })).toMatchObject({ target: 'three' });
    await remove('a', last);
    expect(await send({ operation: 'GetSymlink', key: 'a' })).toMatchObject({ target: 'one' });
    expect((await send({ operation: 'ListObjectVersions' })).versions).toHaveLength(1);
  });

  on('adds a marker with every delete', async ({ remove, send }) => {
    await remove('a');
    await remove('a');
    const { versions } = await send({ operation: 'ListObjectVersions' });
    expect(versions.map(({ isLatest, deleteMarker }) => [isLatest, deleteMarker])).toEqual([
      [true, true],
      [false, true],
    ]);
  });

  on('keeps tags by version', async ({ put, send }) => {
    const first = (await put('a')) ?? '';
    const second = (await put('a')) ?? '';
    await send({ operation: 'PutObjectTagging', key: 'a', versionId: first, tags: { of: 'first' } });
    const tags = async (versionId?: string) =>
      send({ operation: 'GetObjectTagging', key: 'a', ...(versionId !== undefined && { versionId }) });
    expect(await tags(first)).toEqual({ found: 'tags', tags: { of: 'first' }, versionId: first });
    expect(await tags()).toEqual({ found: 'tags', tags: {}, versionId: second });
    await send({ operation: 'DeleteObjectTagging', key: 'a', versionId: first });
    expect(await tags(first)).toMatchObject({ tags: {} });
  });

  on('pages through versions and prefixes at any size', async ({ put, link, remove, send }) => {
    for (const key of ['a', 'a/1', 'a/2', 'b', 'c/1']) {
      await put(key);
      await link(key, 'x');
      await remove(key);
    }
    const whole = await listAll(send, {});
    expect(whole.versions).toHaveLength(15);
    const rolled = await listAll(send, { delimiter: '/' });
    expect(rolled.prefixes).toEqual(['a/', 'c/']);
    expect(rolled.versions.map(({ key }) => key)).toEqual(['a', 'a', 'a', 'b', 'b', 'b']);
    for (const maxKeys of [1, 2, 3, 4]) {
      expect(await listAll(send, { maxKeys })).toEqual(whole);
      expect(await listAll(send, { maxKeys, delimiter: '/' })).toEqual(rolled);
    }
  });

  on('starts after all versions of a key marker without a version id', async ({ put, send }) => {
    for (const key of ['a', 'a', 'b', 'b', 'c']) await put(key);
    const { versions } = await send({ operation: 'ListObjectVersions', keyMarker: 'a' });
    expect(versions.map(({ key, isLatest }) => [key, isLatest])).toEqual([
      ['b', true],
      ['b', false],
      ['c', true],
    ]);
  });

  on('starts with the next older version after a version id marker', async ({ put, send }) => {
    const ids = [await put('a'), await put('a'), await put('a')];
    await put('b');
    const { versions } = await send({
      operation: 'ListObjectVersions',
      keyMarker: 'a',
      versionIdMarker: ids[1] ?? '',
    });
    expect(versions).toMatchObject([
      { key: 'a', versionId: ids[0], isLatest: false },
      { key: 'b', isLatest: true },
    ]);
  });
}
