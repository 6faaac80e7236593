import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CliWorld, cliWorld } from '../../cli-world.ts';
import { json } from '../../run.ts';

let world: CliWorld;
let first: string;
beforeAll(async () => {
  world = await cliWorld();
  await world.put('object', 'gone');
  const send = (target: string) =>
    world.store.send({
      operation: 'PutSymlink',
      key: 'latest',
      target,
      headers: { contentType: 'text/x-link', cacheControl: 'no-cache' },
      metadata: { user: 'jack' },
      tags: { a: 'b' },
    });
  const written = await send('one');
  first = written.written ? (written.versionId ?? '') : '';
  await send('two words');
  await world.store.send({ operation: 'PutSymlink', key: 'deleted', target: 't' });
  await world.store.send({ operation: 'DeleteObject', key: 'deleted' });
  await world.store.send({ operation: 'PutSymlink', key: 'odd', target: 'line\nbreak\u001b[31m' });
});
afterAll(() => world.close());

function get(...args: string[]) {
  return world.run('get-symlink', '--bucket', 'demo', '--key', ...args);
}

describe('shows the target of a link and its properties', () => {
  test('to people', async () => {
    const ran = await get('latest');
    expect(ran).toMatchObject({ exitCode: 0, err: '' });
    expect(ran.out).toMatch(
      /^target +two words\nversion id +\S+\nETag +[0-9A-F]{32}\nlast modified +20\d\d-\S+Z\nrequest id +\w{24}\ncontent-type +text\/x-link\ncache-control +no-cache\nx-oss-meta-user +jack\n$/,
    );
  });

  test('to programs', async () => {
    expect(json(await get('latest', '--json'))).toEqual({
      bucket: 'demo',
      key: 'latest',
      target: 'two words',
      status: 200,
      versionId: expect.stringMatching(/^\S{20,}$/),
      etag: expect.stringMatching(/^[0-9A-F]{32}$/),
      lastModified: expect.stringMatching(/^20\d\d-.*Z$/),
      requestId: expect.stringMatching(/^\w{24}$/),
      headers: { contentType: 'text/x-link', cacheControl: 'no-cache' },
      metadata: { user: 'jack' },
      responseHeaders: expect.objectContaining({ 'x-oss-symlink-target': 'two%20words', 'x-oss-meta-user': 'jack' }),
    });
  });

  test('of an older version', async () => {
    const ran = await get('latest', '--version-id', first, '--json');
    expect(json(ran)).toMatchObject({ target: 'one', versionId: first });
  });

  test('the target alone with --quiet', async () => {
    expect(await get('latest', '-q')).toEqual({ exitCode: 0, out: 'two words\n', err: '' });
  });

  test('with control characters escaped', async () => {
    expect((await get('odd')).out).toMatch(/^target +line\\x0abreak\\x1b\[31m\n/);
  });

  test('nothing with --dry-run', async () => {
    expect(await get('latest', '--version-id', 'v', '--dry-run')).toEqual({
      exitCode: 0,
      out: 'dry run, nothing is sent: GET latest?symlink&versionId=v\n',
      err: '',
    });
  });
});

describe('for a script written for ossutil', () => {
  const api = (...args: string[]) => world.run('api', 'get-symlink', '--bucket', 'demo', '--key', ...args);

  test('headers as received', async () => {
    const { out, exitCode } = await api('latest');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^X-Oss-Symlink-Target: two%20words$/m);
    expect(out).toMatch(/^Etag: "[0-9A-F]{32}"$/m);
    expect(out).toMatch(/^X-Oss-Meta-User: jack$/m);
  });

  test('in the document that ossutil prints', async () => {
    const { out } = await api('latest', '--output-format', 'json', '--quiet');
    expect(JSON.parse(out)).toMatchObject({
      Header: { 'X-Oss-Symlink-Target': ['two%20words'], 'Content-Type': ['text/x-link'] },
    });
  });

  test.each<[what: string, args: string[], exitCode: number, err: RegExp]>([
    ['nothing there', ['nosuch'], 2, /404 NoSuchKey/],
    ['no link', ['object'], 2, /400 NotSymlink/],
    ['a query', ['latest', '--output-query', '['], 1, /--output-query is not supported here/],
    ['no key', [], 1, /argument missing/],
  ])('exit codes: %s', async (_, args, exitCode, err) => {
    expect(await api(...args)).toEqual({ exitCode, out: '', err: expect.stringMatching(err) });
  });
});

describe('a key that is not a link', () => {
  test.each<[what: string, args: string[], exitCode: number, err: RegExp]>([
    [
      'nothing',
      ['nosuch'],
      1,
      /^autoalias: GetSymlink of nosuch in bucket demo: it does not exist: OSS answered 404 NoSuchKey, request id \w+\n$/,
    ],
    ['an object', ['object'], 1, /: it is an object, not a symlink: OSS answered 400 NotSymlink, request id \w+\n$/],
    [
      'a deleted link',
      ['deleted'],
      1,
      /: it was deleted; its delete marker is version \S+: OSS answered 404 NoSuchKey, request id \w+\n$/,
    ],
    [
      'a missing version',
      ['latest', '--version-id', 'null'],
      1,
      /: it does not exist: OSS answered 404 NoSuchVersion, request id \w+\n$/,
    ],
    ['a missing bucket', ['latest', '--bucket', 'nosuch'], 1, /404 NoSuchBucket/],
    ['an empty key', [''], 2, /^autoalias: GetSymlink: the key is empty; pass the key of an object\n$/],
    ['an option of the other command', ['latest', '--symlink-target', 't'], 2, /unknown option '--symlink-target'/],
  ])('%s', async (_, args, exitCode, err) => {
    expect(await get(...args)).toEqual({ exitCode, out: '', err: expect.stringMatching(err) });
  });

  test('with --json the error is JSON', async () => {
    expect(json(await get('nosuch', '--json'))).toEqual({
      error: { code: 'store-refused', message: expect.stringContaining('NoSuchKey') },
    });
  });
});
