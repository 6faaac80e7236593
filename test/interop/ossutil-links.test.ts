import { expect, test } from 'vitest';
import { run } from '../cli/run.ts';
import { describePeers } from './peer-bench.ts';

/** The vendor's own client reads what our ossutil commands write, and the reverse. */
describePeers('links written and read on the command line', (bench) => {
  const api = (...args: string[]) =>
    run(['api', ...args, '--bucket', 'demo'], {
      OSS_ENDPOINT: bench().server.endpoint,
      OSS_REGION: 'cn-hangzhou',
      OSS_ACCESS_KEY_ID: 'autoalias',
      OSS_ACCESS_KEY_SECRET: 'autoalias-secret',
    });

  test('written by put-symlink, read by ali-oss', async () => {
    const { oss, put } = bench();
    await put('r/1/ü +%.txt', 'one');
    const written = await api(
      ...['put-symlink', '--key', 'latest', '--symlink-target', 'r/1/ü +%.txt', '--object-acl', 'public-read'],
      ...['--storage-class', 'IA', '--tagging', 'by=me', '--meta', 'uid=8', '--content-type', 'text/x-link'],
    );
    expect(written).toEqual({ exitCode: 0, out: '', err: '' });
    const link = await oss.getSymlink('latest');
    expect(link.targetName).toBe('r/1/ü +%.txt');
    expect(link.res.headers).toMatchObject({ 'x-oss-meta-uid': '8', 'content-type': 'text/x-link' });
    expect((await oss.getACL('latest')).acl).toBe('public-read');
    expect((await oss.getObjectTagging('latest')).tag).toEqual({ by: 'me' });
    expect((await oss.get('latest')).content.toString()).toBe('one');
    const { objects } = await oss.list({ prefix: 'latest' }, {});
    expect(objects).toMatchObject([{ name: 'latest', type: 'Symlink', storageClass: 'IA' }]);
  });

  test('writing a link again resets its ACL', async () => {
    const { oss } = bench();
    await api('put-symlink', '--key', 'latest', '--symlink-target', 'a', '--object-acl', 'private');
    expect((await oss.getACL('latest')).acl).toBe('private');
    await api('put-symlink', '--key', 'latest', '--symlink-target', 'a');
    expect((await oss.getACL('latest')).acl).toBe('default');
  });

  test('written by ali-oss, read by get-symlink', async () => {
    const { oss } = bench();
    const made = await oss.putSymlink('latest', 'a b/版本.tgz', {
      headers: { 'Content-Type': 'text/x-link' },
      meta: { uid: '8' },
    });
    const read = await api('get-symlink', '--key', 'latest', '--json');
    expect(JSON.parse(read.out)).toMatchObject({
      target: 'a b/版本.tgz',
      versionId: made.res.headers['x-oss-version-id'],
      metadata: { uid: '8' },
      headers: { contentType: 'text/x-link' },
    });
  });
});
