import { expect, test } from 'vitest';
import { describePeers } from './peer-bench.ts';

describePeers('versions', (bench) => {
  test('versions, a page at a time, delete markers among them', async () => {
    const { oss, put } = bench();
    const a1 = await put('a', '1');
    const a2 = await put('a', '2');
    const marker = (await oss.delete('a')).res.headers['x-oss-version-id'];
    const b1 = await put('b', '1');
    const whole = await oss.listObjectVersions();
    expect(whole.objects.map(({ name, versionId }) => [name, versionId])).toEqual([
      ['a', a2],
      ['a', a1],
      ['b', b1],
    ]);
    expect(whole.deleteMarker).toMatchObject([{ name: 'a', versionId: marker }]);

    const first = await oss.listObjectVersions({ maxKeys: 2 });
    expect(first).toMatchObject({ isTruncated: true, nextKeyMarker: 'a', nextVersionIdMarker: a2 });
    const rest = await oss.listObjectVersions({ keyMarker: 'a', versionIdMarker: a2 });
    expect(rest.objects.map(({ versionId }) => versionId)).toEqual([a1, b1]);
    expect(rest.isTruncated).toBe(false);
  });

  test('a delete marker hides an object, and its removal shows it again', async () => {
    const { oss, put } = bench();
    const version = await put('a', 'A');
    const { res } = await oss.delete('a');
    expect(res).toMatchObject({ status: 204, headers: { 'x-oss-delete-marker': 'true' } });
    const marker = res.headers['x-oss-version-id'] ?? '';
    await expect(oss.head('a')).rejects.toMatchObject({ status: 404, code: 'NoSuchKey' });
    await expect(oss.get('a', { versionId: marker })).rejects.toMatchObject({ status: 405, code: 'MethodNotAllowed' });
    expect((await oss.get('a', { versionId: version })).content.toString()).toBe('A');

    const removed = await oss.delete('a', { versionId: marker });
    expect(removed.res.headers).toMatchObject({ 'x-oss-version-id': marker, 'x-oss-delete-marker': 'true' });
    expect((await oss.get('a')).content.toString()).toBe('A');

    const gone = await oss.delete('a', { versionId: version });
    expect(gone.res.headers['x-oss-version-id']).toBe(version);
    expect(gone.res.headers['x-oss-delete-marker']).toBeUndefined();
    await expect(oss.get('a', { versionId: version })).rejects.toMatchObject({ status: 404, code: 'NoSuchVersion' });
  });

  test('DeleteObjects of keys, versions and markers', async () => {
    const { oss, put } = bench();
    await put('a', '1');
    const b = await put('b', '1');
    await put('c+ 目', '1');
    const marker = (await oss.delete('c+ 目')).res.headers['x-oss-version-id'] ?? '';
    const { deleted } = await oss.deleteMulti(['a', { key: 'b', versionId: b }, { key: 'c+ 目', versionId: marker }]);
    expect(deleted).toEqual([
      { Key: 'a', DeleteMarker: 'true', DeleteMarkerVersionId: expect.stringMatching(/^[\w.]{64}$/) },
      { Key: 'b', VersionId: b },
      { Key: 'c+ 目', VersionId: marker, DeleteMarker: 'true', DeleteMarkerVersionId: marker },
    ]);
    expect((await oss.listV2({})).objects.map(({ name }) => name)).toEqual(['c+ 目']);
  });

  test('versioning is read and suspended', async () => {
    const { oss, put } = bench();
    expect((await oss.getBucketVersioning('demo')).versionStatus).toBe('Enabled');
    const kept = await put('a', 'A');
    await oss.putSymlink('latest', 'a');
    await oss.putBucketVersioning('demo', 'Suspended');
    expect((await oss.getBucketVersioning('demo')).versionStatus).toBe('Suspended');
    expect(await put('a', 'B')).toBe('null');
    expect((await oss.putSymlink('latest', 'a')).res.headers['x-oss-version-id']).toBe('null');
    expect((await oss.delete('a')).res.headers).toMatchObject({
      'x-oss-version-id': 'null',
      'x-oss-delete-marker': 'true',
    });
    expect((await oss.get('a', { versionId: kept })).content.toString()).toBe('A');
  });
});
