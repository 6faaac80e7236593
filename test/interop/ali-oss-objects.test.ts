import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { describePeers } from './peer-bench.ts';

function md5(text: string) {
  return createHash('md5').update(text).digest('hex').toUpperCase();
}

// Without `.` and `..` between slashes: ali-oss normalizes them in the path that it sends, but not in the path that it
// signs.
const oddKeys = ['a b+c.txt', '100%/x', 'a%2Fb', '目录/🚀.txt', "q?x=1&y#'(!)*~", 'x//y/', 'a\\b', '<&">.xml'];

/** All control characters except NUL, which keys cannot contain. */
const controls = Array.from({ length: 31 }, (_, at) => `key ${String.fromCharCode(at + 1)} of ${at + 1}`);

describePeers('objects', (bench, peer) => {
  test('keys with control characters are listed as they are', async () => {
    const { oss, put } = bench();
    for (const key of controls) await put(key, 'x');
    const { objects } = await oss.list({ 'max-keys': 100 }, {});
    expect(objects.map(({ name }) => name).sort()).toEqual([...controls].sort());
  });

  test('upload, read, head', async () => {
    const { oss } = bench();
    const { res } = await oss.put('r/1/a.txt', Buffer.from('one'), {
      headers: { 'Cache-Control': 'no-cache' },
      meta: { uid: '7' },
    });
    expect(res.headers.etag).toBe(`"${md5('one')}"`);
    expect(res.headers['x-oss-version-id']).toMatch(/^[\w.]{64}$/);

    const got = await oss.get('r/1/a.txt');
    expect(got.content.toString()).toBe('one');
    expect(got.res.headers).toMatchObject({
      'content-type': 'text/plain',
      'cache-control': 'no-cache',
      'x-oss-object-type': 'Normal',
      'x-oss-version-id': res.headers['x-oss-version-id'],
    });
    const head = await oss.head('r/1/a.txt');
    expect(head.meta).toEqual({ uid: '7' });
    expect(head.res.headers).toMatchObject({ 'content-length': '3', etag: `"${md5('one')}"` });
  });

  test('restore: an archived object can be read once it is restored', async () => {
    const { oss, store } = bench();
    const archive = { headers: { 'x-oss-storage-class': 'Archive' } };
    const { res } = await oss.put('cold', Buffer.from('one'), archive);
    await oss.put('colder', Buffer.from('one'), { headers: { 'x-oss-storage-class': 'ColdArchive' } });
    await oss.put('warm', Buffer.from('one'));
    await oss.putSymlink('latest', 'cold');
    for (const name of ['cold', 'latest'])
      await expect(oss.get(name)).rejects.toMatchObject({ status: 403, code: 'InvalidObjectState' });
    expect((await oss.restore('cold', { type: 'Archive', Days: 1 })).res.status).toBe(202);
    await expect(oss.restore('cold')).rejects.toMatchObject({ status: 409, code: 'RestoreAlreadyInProgress' });
    const colder = await oss.restore('colder', { type: 'ColdArchive', JobParameters: 'Bulk', Days: 2 });
    expect(colder.res).toMatchObject({ status: 202, headers: { 'x-oss-object-restore-priority': 'Bulk' } });
    await expect(oss.restore('warm')).rejects.toMatchObject({ status: 400, code: 'OperationNotSupported' });
    expect((await oss.head('cold')).res.headers['x-oss-restore']).toBe('ongoing-request="true"');
    const { objects } = await oss.list({ 'max-keys': 10 }, {});
    const shown = objects.map(({ name, storageClass, restoreInfo }) => [name, storageClass, restoreInfo]);
    expect(shown).toEqual([
      ['cold', 'Archive', { ongoingRequest: true }],
      ['colder', 'ColdArchive', { ongoingRequest: true }],
      ['latest', 'Standard', undefined],
      ['warm', 'Standard', undefined],
    ]);
    // Our own client of the same bucket.
    expect(await store.send({ operation: 'HeadObject', key: 'cold' })).toMatchObject({
      storageClass: 'Archive',
      restore: { ongoing: true },
      versionId: res.headers['x-oss-version-id'],
    });
  });

  test('tags: of the object, of a version, of the link itself', async () => {
    const { oss, put } = bench();
    const first = await put('a', '1');
    await oss.putObjectTagging('a', { team: 'web', 'a b': 'x+y' });
    await put('a', '2');
    expect((await oss.getObjectTagging('a')).tag).toEqual({});
    expect((await oss.getObjectTagging('a', { versionId: first })).tag).toEqual({ team: 'web', 'a b': 'x+y' });
    await oss.deleteObjectTagging('a', { versionId: first });
    expect((await oss.getObjectTagging('a', { versionId: first })).tag).toEqual({});

    await oss.putObjectTagging('a', { of: 'target' });
    await oss.putSymlink('latest', 'a', { headers: { 'x-oss-tagging': 'of=link' } });
    expect((await oss.getObjectTagging('latest')).tag).toEqual({ of: 'link' });
    expect((await oss.getObjectTagging('a')).tag).toEqual({ of: 'target' });
    await oss.delete('latest');
    await expect(oss.getObjectTagging('latest')).rejects.toMatchObject({ status: 404 });
  });

  test('a copy of an object, of a version, and of a link, which stays one', async () => {
    const { oss, put } = bench();
    const first = await put('a 目', '1');
    await put('a 目', '2');
    await oss.copy('now', 'a 目');
    await oss.copy('then', 'a 目', { versionId: first });
    expect((await oss.get('now')).content.toString()).toBe('2');
    expect((await oss.get('then')).content.toString()).toBe('1');
    await oss.putSymlink('latest', 'a 目');
    await oss.copy('copied', 'latest');
    expect((await oss.getSymlink('copied')).targetName).toBe('a 目');
  });

  test('listings by V1 and V2, in pages, with the type of links', async () => {
    const { oss, put } = bench();
    for (const key of ['r/1', 'r/2', 's/1', 't']) await put(key, 'x');
    await oss.putSymlink('r/latest', 'r/2');
    const types = (page: { objects: readonly { name: string; type: string }[] }) =>
      page.objects.map(({ name, type }) => [name, type]);

    const v1 = await oss.list({ prefix: 'r/', 'max-keys': 2 }, {});
    expect(types(v1)).toEqual([
      ['r/1', 'Normal'],
      ['r/2', 'Normal'],
    ]);
    expect(v1).toMatchObject({ isTruncated: true, nextMarker: 'r/2' });
    expect(types(await oss.list({ prefix: 'r/', marker: 'r/2' }, {}))).toEqual([['r/latest', 'Symlink']]);

    const v2 = await oss.listV2({ 'max-keys': 2 });
    expect(types(v2)).toEqual(types(v1));
    expect(v2.isTruncated).toBe(true);
    const next = await oss.listV2({ 'continuation-token': v2.nextContinuationToken ?? '' });
    expect(types(next)).toEqual([
      ['r/latest', 'Symlink'],
      ['s/1', 'Normal'],
      ['t', 'Normal'],
    ]);
    for (const page of [await oss.list({ delimiter: '/' }, {}), await oss.listV2({ delimiter: '/' })]) {
      expect(page.prefixes).toEqual(['r/', 's/']);
      expect(types(page)).toEqual([['t', 'Normal']]);
    }
  });

  test('our client reads what it writes at odd keys, and the reverse', async () => {
    const { oss, store, put } = bench();
    for (const key of oddKeys) {
      const theirs = `theirs/${key}`;
      const ours = `ours/${key}`;
      await put(theirs, key);
      await oss.putSymlink(`link/${theirs}`, theirs);
      await store.send({ operation: 'PutObject', key: ours, body: Buffer.from(key) });
      await store.send({ operation: 'PutSymlink', key: `link/${ours}`, target: ours, tags: { 'a b': 'x+y' } });

      expect(await store.send({ operation: 'HeadObject', key: theirs })).toMatchObject({
        found: 'object',
        etag: md5(key),
      });
      expect(await store.send({ operation: 'GetSymlink', key: `link/${theirs}` })).toMatchObject({ target: theirs });
      expect((await oss.get(ours)).content.toString()).toBe(key);
      expect((await oss.getSymlink(`link/${ours}`)).targetName).toBe(ours);
      expect((await oss.get(`link/${ours}`)).content.toString()).toBe(key);
      expect((await oss.getObjectTagging(`link/${ours}`)).tag).toEqual({ 'a b': 'x+y' });
    }
    const page = await store.send({ operation: 'ListObjects' });
    const keys = oddKeys.flatMap((key) => [`theirs/${key}`, `ours/${key}`, `link/theirs/${key}`, `link/ours/${key}`]);
    expect(new Set(page.objects.map(({ key }) => key))).toEqual(new Set(keys));
  });

  test('a wrong secret is refused', async () => {
    const { store, server } = bench();
    const wrong = peer.open(server.endpoint, { accessKeySecret: 'wrong' });
    await expect(wrong.put('a', Buffer.from('x'))).rejects.toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    });
    await expect(wrong.head('a')).rejects.toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
    expect(await store.send({ operation: 'HeadObject', key: 'a' })).toMatchObject({ found: 'none' });
  });
});
