import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { describePeers } from './peer-bench.ts';

function md5(text: string) {
  return createHash('md5').update(text).digest('hex').toUpperCase();
}

describePeers('links', (bench) => {
  test('a link: written, read by GetSymlink, read through by GET and HEAD', async () => {
    const { oss, put } = bench();
    await put('r/1/a.txt', 'one');
    const made = await oss.putSymlink('latest', 'r/1/a.txt', {
      headers: { 'Content-Type': 'text/x-link', 'x-oss-tagging': 'by=peer' },
      meta: { uid: '8' },
      storageClass: 'IA',
    });
    const linkVersion = made.res.headers['x-oss-version-id'];
    expect(linkVersion).toMatch(/^[\w.]{64}$/);

    const asked = await oss.getSymlink('latest');
    expect(asked.targetName).toBe('r/1/a.txt');
    expect(asked.res.headers).toMatchObject({
      'content-type': 'text/x-link',
      'x-oss-meta-uid': '8',
      'x-oss-version-id': linkVersion,
      etag: made.res.headers.etag,
    });

    const got = await oss.get('latest');
    expect(got.content.toString()).toBe('one');
    const through = {
      etag: `"${md5('one')}"`,
      'content-length': '3',
      'content-type': 'text/x-link',
      'x-oss-object-type': 'Symlink',
      'x-oss-version-id': linkVersion,
    };
    expect(got.res.headers).toMatchObject(through);
    const head = await oss.head('latest');
    expect(head.res.headers).toMatchObject(through);
    expect(head.meta).toEqual({ uid: '8' });
  });

  test('dangling links fail when they are read, not when they are written', async () => {
    const { oss, put } = bench();
    await put('object', 'x');
    await oss.putSymlink('dangling', 'nothing');
    await oss.putSymlink('self', 'self');
    await oss.putSymlink('object-link', 'object');
    await oss.putSymlink('link-link', 'object-link');
    const dangling = { status: 404, code: 'SymlinkTargetNotExist' };
    const badTarget = { status: 400, code: 'InvalidTargetType' };
    await expect(oss.get('dangling')).rejects.toMatchObject(dangling);
    // ali-oss reports every 404 of a HEAD request as a missing key.
    await expect(oss.head('dangling')).rejects.toMatchObject({ status: 404, code: 'NoSuchKey' });
    await expect(oss.get('self')).rejects.toMatchObject(badTarget);
    await expect(oss.head('link-link')).rejects.toMatchObject(badTarget);
    await expect(oss.getSymlink('object')).rejects.toMatchObject({ status: 400, code: 'NotSymlink' });
    await expect(oss.getSymlink('nothing')).rejects.toMatchObject({ status: 404, code: 'NoSuchKey' });
  });

  test('a re-pointed link keeps its versions, each with its own target', async () => {
    const { oss, put } = bench();
    await put('a', 'A');
    await put('b', 'B');
    const first = (await oss.putSymlink('latest', 'a')).res.headers['x-oss-version-id'] ?? '';
    const second = (await oss.putSymlink('latest', 'b')).res.headers['x-oss-version-id'] ?? '';
    expect((await oss.getSymlink('latest')).targetName).toBe('b');
    expect((await oss.getSymlink('latest', { versionId: first })).targetName).toBe('a');
    expect((await oss.get('latest', { versionId: first })).content.toString()).toBe('A');
    const listed = await oss.listObjectVersions({ prefix: 'latest' });
    expect(listed.objects).toMatchObject([
      { name: 'latest', versionId: second, isLatest: true, type: 'Symlink' },
      { name: 'latest', versionId: first, isLatest: false, type: 'Symlink' },
    ]);
  });
});
