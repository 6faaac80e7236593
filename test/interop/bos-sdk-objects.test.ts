import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { bosClient, describeBosClient, rejection } from './bos-peer.ts';

const hello = Buffer.from('hello');
const etag = createHash('md5').update(hello).digest('hex');

describeBosClient('buckets and objects', { versioning: 'Never' }, (bench) => {
  test('buckets are created, found, listed and deleted', async () => {
    const { client } = bench();
    expect(await client.doesBucketExist('other')).toBe(false);
    await client.createBucket('other');
    expect(await client.doesBucketExist('other')).toBe(true);
    const { buckets } = (await client.listBuckets()).body;
    expect(buckets).toMatchObject([
      { name: 'demo', location: 'bj' },
      { name: 'other', location: 'bj' },
    ]);
    expect((await client.getBucketLocation('other')).body).toEqual({ locationConstraint: 'bj' });
    expect(await rejection(client.createBucket('other'))).toBe('409 BucketAlreadyExists');
    await client.deleteBucket('other');
    expect(await rejection(client.deleteBucket('other'))).toBe('404 NoSuchBucket');
  });

  test('ACL and storage class of a bucket are changed', async () => {
    const { client } = bench();
    await client.setBucketCannedAcl('demo', 'public-read');
    const { accessControlList } = (await client.getBucketAcl('demo')).body;
    expect(accessControlList).toContainEqual({ grantee: [{ id: '*' }], permission: ['READ'] });
    await client.setBucketAcl('demo', accessControlList);
    await client.putBucketStorageclass('demo', 'COLD');
    expect((await client.getBucketStorageclass('demo')).body).toEqual({ storageClass: 'COLD' });
  });

  test('an object is written and read with all headers', async () => {
    const { client } = bench();
    const written = await client.putObject('demo', 'a b/版本+1.tgz', hello, {
      'Content-Type': 'text/x',
      'Cache-Control': 'no-cache',
      'x-bce-meta-name': 'one',
      'x-bce-storage-class': 'STANDARD_IA',
      'x-bce-tagging': 'k=v',
    });
    expect(written.http_headers).toMatchObject({ etag, server: 'BceBos' });
    const read = await client.getObject('demo', 'a b/版本+1.tgz');
    expect(read.body).toEqual(hello);
    expect(read.http_headers).toMatchObject({
      etag,
      'content-type': 'text/x',
      'cache-control': 'no-cache',
      'x-bce-meta-name': 'one',
      'x-bce-storage-class': 'STANDARD_IA',
      'x-bce-tagging-count': '1',
    });
    expect((await client.getObject('demo', 'a b/版本+1.tgz', '1-2')).body.toString()).toBe('el');
    const { http_headers } = await client.getObjectMetadata('demo', 'a b/版本+1.tgz');
    expect(http_headers).toMatchObject({ etag, 'content-length': '5' });
  });

  test('a text is written with its MD5, and metadata may be beyond ASCII', async () => {
    const { client } = bench();
    await client.putObjectFromString('demo', 'k.txt', 'héllo', { 'x-bce-meta-a': 'é' });
    expect((await client.getObject('demo', 'k.txt')).body.toString()).toBe('héllo');
    expect((await client.getObjectMetadata('demo', 'k.txt')).http_headers['x-bce-meta-a']).toBe('é');
  });

  test('what is missing, and what the store does not emulate, says so', async () => {
    const { client } = bench();
    expect(await rejection(client.getObject('demo', 'absent'))).toBe('404 NoSuchKey');
    expect(await rejection(client.getObjectMetadata('demo', 'absent'))).toBe('404');
    expect(await rejection(client.getBucketLifecycle('demo'))).toBe('501 NotImplemented');
    expect(await rejection(client.appendObjectFromString('demo', 'k', 'x', 0))).toBe('501 NotImplemented');
    expect(await rejection(client.initiateMultipartUpload('demo', 'k'))).toBe('501 NotImplemented');
    expect((await client.listMultipartUploads('demo')).body.uploads).toEqual([]);
  });

  test('objects are listed by page and by folder', async () => {
    const { client } = bench();
    for (const key of ['a/1', 'a/2', 'b', 'c']) await client.putObject('demo', key, hello);
    const first = (await client.listObjects('demo', { maxKeys: 2 })).body;
    expect([first.isTruncated, first.nextMarker, first.contents.map(({ key }) => key)]).toEqual([
      true,
      'a/2',
      ['a/1', 'a/2'],
    ]);
    const rest = (await client.listObjects('demo', { marker: 'a/2' })).body;
    expect([rest.isTruncated, rest.contents.map(({ key }) => key)]).toEqual([false, ['b', 'c']]);
    const folders = (await client.listObjects('demo', { delimiter: '/' })).body;
    expect(folders.commonPrefixes).toEqual([{ prefix: 'a/' }]);
    expect(rest.contents[0]).toMatchObject({ eTag: etag, size: 5, storageClass: 'STANDARD' });
  });

  test('objects are copied and deleted, one by one or together', async () => {
    const { client } = bench();
    await client.putObject('demo', 'a', hello, { 'x-bce-meta-a': '1' });
    expect((await client.copyObject('demo', 'a', 'demo', 'b c')).body.eTag).toBe(etag);
    expect((await client.getObjectMetadata('demo', 'b c')).http_headers['x-bce-meta-a']).toBe('1');
    await client.copyObject('demo', 'a', 'demo', 'd', { 'x-bce-meta-new': '2' });
    const { http_headers } = await client.getObjectMetadata('demo', 'd');
    expect([http_headers['x-bce-meta-new'], http_headers['x-bce-meta-a']]).toEqual(['2', undefined]);
    await client.deleteObject('demo', 'a');
    expect((await client.deleteMultipleObjects('demo', ['b c', { key: 'd' }, 'absent'])).body).toEqual({});
    expect((await client.listObjects('demo')).body.contents).toEqual([]);
  });

  test('the ACL of an object is changed and deleted', async () => {
    const { client } = bench();
    await client.putObject('demo', 'k', hello);
    await client.putObjectCannedAcl('demo', 'k', 'public-read');
    expect((await client.getObjectAcl('demo', 'k')).body.accessControlList).toHaveLength(2);
    await client.deleteObjectAcl('demo', 'k', {});
    expect((await client.getObjectAcl('demo', 'k')).body.accessControlList).toHaveLength(1);
  });
});

test('a key that the SDK changes before it signs is another key', async () => {
  const { startBos } = await import('../../src/local/embedded/start-bos.ts');
  const bos = await startBos();
  const client = bosClient(bos, { endpoint: bos.endpoint });
  // path.normalize of the SDK makes /a/b of both.
  await client.putObject('demo', 'a//b', hello);
  expect((await client.getObject('demo', 'a/./b')).body).toEqual(hello);
  expect((await client.listObjects('demo')).body.contents.map(({ key }) => key)).toEqual(['a/b']);
  await bos.close();
});
