import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { describeBosClient, rejection } from './bos-peer.ts';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

describeBosClient('symlinks', { versioning: 'Never' }, (bench) => {
  test('are written, read, read through and deleted', async () => {
    const { client } = bench();
    await client.putObject('demo', 'rel/1.0.0/app.zip', Buffer.from('one'), { 'x-bce-meta-of': 'target' });
    const written = await client.putSymlink('demo', 'latest/app.zip', 'rel/1.0.0/app.zip');
    expect(written.http_headers.etag).toBe(md5('rel/1.0.0/app.zip'));
    const { http_headers, body } = await client.getSymlink('demo', 'latest/app.zip');
    expect(http_headers).toMatchObject({ 'x-bce-symlink-target': 'rel/1.0.0/app.zip', 'content-type': 'text/plain' });
    expect(body).toEqual({});
    const read = await client.getObject('demo', 'latest/app.zip');
    expect(read.body.toString()).toBe('one');
    expect(read.http_headers).toMatchObject({ etag: md5('one'), 'x-bce-object-type': 'Symlink' });
    expect(read.http_headers).not.toHaveProperty('x-bce-meta-of');
    await client.deleteObject('demo', 'latest/app.zip');
    expect(await rejection(client.getSymlink('demo', 'latest/app.zip'))).toBe('404 NoSuchKey');
    expect((await client.getObject('demo', 'rel/1.0.0/app.zip')).body.toString()).toBe('one');
  });

  test('the fourth argument forbids overwriting, against its own comment', async () => {
    const { client } = bench();
    await client.putSymlink('demo', 'latest', 'one', true);
    expect(await rejection(client.putSymlink('demo', 'latest', 'two', true))).toBe('409 FileAlreadyExists');
    await client.putSymlink('demo', 'latest', 'two', false);
    await client.putSymlink('demo', 'latest', 'three');
    expect((await client.getSymlink('demo', 'latest')).http_headers['x-bce-symlink-target']).toBe('three');
  });

  test('without a target, and to another symlink, cannot be read through', async () => {
    const { client } = bench();
    await client.putSymlink('demo', 'dangling', 'gone');
    await client.putSymlink('demo', 'second', 'dangling');
    expect(await rejection(client.getObject('demo', 'dangling'))).toBe('404 SymlinkTargetNotExist');
    expect(await rejection(client.getObject('demo', 'second'))).toBe('400 InvalidTargetType');
    expect(await rejection(client.getObjectMetadata('demo', 'dangling'))).toBe('404');
    expect((await client.getSymlink('demo', 'dangling')).http_headers['x-bce-symlink-target']).toBe('gone');
  });

  test('an object is not a symlink', async () => {
    const { client } = bench();
    await client.putObject('demo', 'object', Buffer.from('x'));
    expect(await rejection(client.getSymlink('demo', 'object'))).toBe('400 NotSymlink');
  });

  test('a listing does not show which keys are symlinks', async () => {
    const { client } = bench();
    await client.putObject('demo', 'object', Buffer.from('x'));
    await client.putSymlink('demo', 'symlink', 'object');
    const [object, symlink] = (await client.listObjects('demo')).body.contents;
    expect(Object.keys(symlink ?? {})).toEqual(Object.keys(object ?? {}));
    expect(symlink).toMatchObject({ key: 'symlink', size: 0, eTag: md5('object') });
  });

  test('all parameters of the page, which the SDK can send as a plain request', async () => {
    const { client } = bench();
    await client.createBucket('other');
    await client.putObject('other', 'app', Buffer.from('other'));
    const put = (key: string, headers: Readonly<Record<string, string>>) =>
      client.sendRequest('PUT', { bucketName: 'demo', key, params: { symlink: '' }, headers });
    const target = { 'x-bce-symlink-target': 'app', 'x-bce-symlink-bucket': 'other' };
    await put('latest', {
      ...target,
      'x-bce-meta-gen': '7',
      'x-bce-storage-class': 'COLD',
      'x-bce-acl': 'public-read',
    });
    const { http_headers } = await client.getSymlink('demo', 'latest');
    expect(http_headers).toMatchObject({
      'x-bce-symlink-target': 'app',
      'x-bce-symlink-bucket': 'other',
      'x-bce-meta-gen': '7',
    });
    expect((await client.getObject('demo', 'latest')).body.toString()).toBe('other');
    expect((await client.getObjectMetadata('demo', 'latest')).http_headers['x-bce-storage-class']).toBe('COLD');
    expect(await rejection(put('frozen', { ...target, 'x-bce-storage-class': 'ARCHIVE' }))).toBe('400 InvalidArgument');
    await client.putBucketStorageclass('demo', 'ARCHIVE');
    expect(await rejection(client.putSymlink('demo', 'frozen', 'app'))).toBe('400 InvalidArgument');
  });
});

describe('the encoding of a target', () => {
  describeBosClient('as the Java SDK sends it', {}, (bench) => {
    test('leads to the same key', async () => {
      const { client } = bench();
      await client.putObject('demo', 'rel/1.0.0/app.zip', Buffer.from('one'));
      await client.putSymlink('demo', 'latest', 'rel%2F1.0.0%2Fapp.zip');
      expect((await client.getSymlink('demo', 'latest')).http_headers['x-bce-symlink-target']).toBe(
        'rel/1.0.0/app.zip',
      );
      expect((await client.getObject('demo', 'latest')).body.toString()).toBe('one');
    });
  });
});
