import { afterEach, describe, expect, test } from 'vitest';
import { withAddress } from '../../../src/cli/ossutil/ask-link.ts';
import { type Received, type ScriptedServer, type Step, scriptedServer } from '../../stores/oss/scripted-server.ts';
import { json, run } from '../run.ts';

let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

function answer(status: number, headers: Record<string, string> = {}, body = ''): Step {
  return (response) => {
    response.writeHead(status, { 'x-bce-request-id': 'R1', ...headers }).end(body);
  };
}

function refuse(status: number, code: string): Step {
  return answer(status, {}, JSON.stringify({ code, message: 'Why.', requestId: 'R1' }));
}

async function ask(step: Step, args: readonly string[], env: Record<string, string> = {}) {
  server = await scriptedServer([step]);
  const ran = await run([...args], { BOS_ENDPOINT: server.origin, ...env });
  return { ran, received: server.received };
}

const written = answer(200, { etag: '"E"' });

function headersOf(received: readonly Received[]) {
  const headers = received[0]?.headers ?? {};
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.startsWith('x-bce-') && name !== 'x-bce-date'),
  );
}

describe('put-symlink on BOS', () => {
  test('with an address and every parameter of the page', async () => {
    const { ran, received } = await ask(written, [
      ...['put-symlink', 'bos://demo/latest/app.tgz', '--symlink-target', 'v1/app.tgz', '--target-bucket', 'other'],
      ...['--forbid-overwrite', 'true', '--storage-class', 'STANDARD_IA', '--acl', 'public-read', '--meta', 'gen=7'],
    ]);
    expect(ran).toEqual({
      exitCode: 0,
      out: 'link           latest/app.tgz\ntarget         v1/app.tgz\ntarget bucket  other\nETag           E\nrequest id     R1\n',
      err: '',
    });
    expect(received).toMatchObject([{ method: 'PUT', url: '/v1/demo/latest/app.tgz?symlink' }]);
    expect(headersOf(received)).toEqual({
      'x-bce-symlink-target': 'v1/app.tgz',
      'x-bce-symlink-bucket': 'other',
      'x-bce-forbid-overwrite': 'true',
      'x-bce-storage-class': 'STANDARD_IA',
      'x-bce-acl': 'public-read',
      'x-bce-meta-gen': '7',
    });
    expect(received[0]?.headers.authorization).toMatch(/^bce-auth-v1\/autoalias\//);
  });

  test.each<[string, readonly string[], Record<string, string>]>([
    ['--cloud', ['--cloud', 'baidu', '--bucket', 'demo'], {}],
    ['AUTOALIAS_CLOUD', ['--bucket', 'demo'], { AUTOALIAS_CLOUD: 'baidu' }],
    ['the address of a bucket', ['--bucket', 'bos://demo'], {}],
    ['BOS_BUCKET', ['--cloud', 'baidu'], { BOS_BUCKET: 'demo', OSS_BUCKET: 'other' }],
  ])('named by %s', async (_, args, env) => {
    const { ran, received } = await ask(written, ['put-symlink', '--key', 'a', '--symlink-target', 't', ...args], env);
    expect(ran).toMatchObject({ exitCode: 0, err: '' });
    expect(received).toMatchObject([{ url: '/v1/demo/a?symlink' }]);
  });

  test.each<[string, readonly string[], Record<string, string>, string]>([
    ['the vendor', [], { BCE_ACCESS_KEY_ID: 'bce', BCE_SECRET_ACCESS_KEY: 's', BCE_SESSION_TOKEN: 't' }, 'bce t'],
    [
      'its Terraform provider',
      [],
      { BAIDUCLOUD_ACCESS_KEY: 'tf', BAIDUCLOUD_SECRET_KEY: 's', BCE_SESSION_TOKEN: 't' },
      'tf ',
    ],
    [
      'flags',
      ['-i', 'flag', '-k', 's', '-t', 'token'],
      { BCE_ACCESS_KEY_ID: 'bce', BCE_SECRET_ACCESS_KEY: 's' },
      'flag token',
    ],
    ['flags without a token', ['-i', 'flag', '-k', 's'], { BCE_SESSION_TOKEN: 't' }, 'flag '],
  ])('with the credentials of %s', async (_, args, env, sent) => {
    const { received } = await ask(written, ['put-symlink', 'bos://demo/a', '--symlink-target', 't', ...args], env);
    const headers = received[0]?.headers ?? {};
    const id = /^bce-auth-v1\/([^/]+)\//.exec(headers.authorization ?? '')?.[1];
    expect(`${id} ${headers['x-bce-security-token'] ?? ''}`).toBe(sent);
  });

  test('prints JSON', async () => {
    const { ran } = await ask(written, ['put-symlink', 'bos://demo/a', '--symlink-target', 't', '--json']);
    expect(json(ran)).toMatchObject({ bucket: 'demo', key: 'a', target: 't', etag: 'E', status: 200, requestId: 'R1' });
  });

  test('a dry run shows the request, and sends nothing', async () => {
    const { ran, received } = await ask(written, ['put-symlink', 'bos://demo/a', '--symlink-target', 't', '-n']);
    expect(ran.out).toBe('dry run, nothing is sent: PUT a?symlink\nx-bce-symlink-target: t\ncontent-length: 0\n');
    expect(received).toEqual([]);
  });

  test.each<[string, Step, readonly string[], number, RegExp]>([
    [
      'an existing key',
      refuse(409, 'Anything'),
      ['--forbid-overwrite', 'true'],
      1,
      /the key exists, and --forbid-overwrite is true: BOS answered 409 FileAlreadyExists, request id R1$/m,
    ],
    ['a class of the bucket', refuse(400, 'InvalidArgument'), [], 1, /default storage class of the bucket is ARCHIVE/],
    ['the class ARCHIVE', written, ['--storage-class', 'ARCHIVE'], 2, /cannot have the storage class ARCHIVE/],
    ['a class of OSS', written, ['--storage-class', 'ColdArchive'], 2, /BOS has no storage class ColdArchive/],
    ['a target that may change', written, ['--symlink-target', 'a b'], 2, /AUTOALIAS_BOS_CHOICES/],
    ['an option of OSS', written, ['--sign-version', 'v1'], 2, /^autoalias: --sign-version is an option of OSS/],
    ['the profile of ossutil', written, ['--profile', 'p'], 2, /^autoalias: --profile is an option of OSS/],
    ['another cloud', written, ['--cloud', 'alibaba'], 2, /bos:\/\/demo is an address of baidu/],
    ['two keys', written, ['--key', 'b'], 2, /bos:\/\/demo\/a names bucket and key; leave out --bucket and --key/],
  ])('%s is an error', async (_, step, args, exitCode, message) => {
    const { ran } = await ask(step, ['put-symlink', 'bos://demo/a', '--symlink-target', 't', ...args]);
    expect(ran).toEqual({ exitCode, out: '', err: expect.stringMatching(message) });
  });
});

describe('get-symlink on BOS', () => {
  const found = answer(200, {
    'content-type': 'text/plain',
    'x-bce-symlink-target': 'v1/app.tgz',
    'x-bce-symlink-bucket': 'other',
    'x-bce-meta-gen': '7',
  });

  test('shows the target and its bucket', async () => {
    const { ran, received } = await ask(found, ['get-symlink', 'bos://demo/latest']);
    expect(ran).toEqual({
      exitCode: 0,
      out: 'target          v1/app.tgz\ntarget bucket   other\nrequest id      R1\nx-bce-meta-gen  7\n',
      err: '',
    });
    expect(received).toMatchObject([{ method: 'GET', url: '/v1/demo/latest?symlink' }]);
  });

  test('prints JSON', async () => {
    const { ran } = await ask(found, ['get-symlink', 'bos://demo/latest', '--json']);
    expect(json(ran)).toMatchObject({
      bucket: 'demo',
      key: 'latest',
      target: 'v1/app.tgz',
      targetBucket: 'other',
      metadata: { gen: '7' },
      requestId: 'R1',
    });
  });

  test.each<[string, Step, RegExp]>([
    ['nothing', refuse(404, 'NoSuchKey'), /it does not exist: BOS answered 404 NoSuchKey, request id R1$/m],
    [
      'a deleted one',
      answer(404, { 'x-bce-delete-marker': 'true' }, '{"code":"NoSuchKey"}'),
      /it was deleted: BOS answered 404/,
    ],
    ['an object', refuse(400, 'NotSymlink'), /it is an object, not a symlink: BOS answered 400 NotSymlink/],
  ])('%s is an error', async (_, step, message) => {
    const { ran } = await ask(step, ['get-symlink', 'bos://demo/latest']);
    expect(ran).toEqual({ exitCode: 1, out: '', err: expect.stringMatching(message) });
  });
});

describe('an address', () => {
  test('names cloud, bucket and key', () => {
    expect(withAddress('bos://demo/a/b', { quiet: true })).toEqual({ bucket: 'bos://demo', key: 'a/b', quiet: true });
    expect(withAddress(undefined, { key: 'a' })).toEqual({ key: 'a' });
  });

  test.each([
    [undefined, {}, /^required option '--key <key>' not specified$/],
    ['bos://demo/a', { key: 'a' }, /leave out --bucket and --key$/],
    ['oss://demo/a', { bucket: 'demo' }, /leave out --bucket and --key$/],
    ['demo/a', {}, /is not the address of an object/],
  ])('%s with %j is refused', (address, flags, message) => {
    expect(() => withAddress(address, flags)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(message) }),
    );
  });
});
