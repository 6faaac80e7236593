import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { UnverifiedChoices } from '../../../../src/bucket/unverified-choices.ts';
import { type BosRig, json, openBosRig, outcome } from '../bos-rig.ts';

const rigs: BosRig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});

async function open(choices: Partial<UnverifiedChoices> = {}, versioning: 'Never' | 'Enabled' | 'Suspended' = 'Never') {
  const rig = await openBosRig(choices, { versioning });
  rigs.push(rig);
  return rig;
}

const SYMLINK = [['symlink', '']] as const;

describe('PutSymlink', () => {
  test('answers with a digest of the target, and no body', async () => {
    const { link } = await open();
    const { status, headers, body } = await link('latest', 'rel/1.0.0');
    expect([status, body]).toEqual([200, '']);
    expect(headers.etag).toBe(`"${createHash('md5').update('rel/1.0.0').digest('hex')}"`);
    expect(headers).toMatchObject({ server: 'BceBos', 'x-bce-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(headers).not.toHaveProperty('x-bce-version-id');
  });

  test.each([
    ['without a target', {}, '400 InvalidArgument'],
    ['with the class ARCHIVE', { 'x-bce-storage-class': 'ARCHIVE' }, '400 InvalidArgument'],
    ['with an unknown class', { 'x-bce-storage-class': 'MAZ_STANDARD' }, '400 InvalidArgument'],
    ['with another flag', { 'x-bce-forbid-overwrite': 'yes' }, '400 InvalidArgument'],
    ['with another ACL', { 'x-bce-acl': 'authenticated-read' }, '400 InvalidArgument'],
    ['with a bad percent sign', { 'x-bce-symlink-target': '100%' }, '400 InvalidArgument'],
    ['with a target that no object can have', { 'x-bce-symlink-target': '/a' }, '400 InvalidObjectName'],
    ['into a bucket with a bad name', { 'x-bce-symlink-bucket': 'No' }, '400 InvalidArgument'],
  ])('is refused %s', async (title, headers, expected) => {
    const { link, ask } = await open();
    const target = title === 'without a target' ? '' : 'target';
    expect(outcome(await link('latest', target, headers))).toBe(expected);
    expect(outcome(await ask('latest', SYMLINK))).toBe('404 NoSuchKey');
  });

  test('is refused in a bucket whose class is ARCHIVE', async () => {
    const { link, send } = await open();
    await send({ method: 'PUT', bucket: 'demo', query: [['storageClass', '']], body: '{"storageClass":"ARCHIVE"}' });
    const refused = await link('latest', 'target');
    expect(outcome(refused)).toBe('400 InvalidArgument');
    expect(outcome(await link('latest', 'target', { 'x-bce-storage-class': 'STANDARD' }))).toBe('200');
  });

  test.each<[Partial<UnverifiedChoices>, 'Never' | 'Enabled', string]>([
    [{}, 'Never', '409 FileAlreadyExists'],
    [{}, 'Enabled', '200'],
    [{ bosForbidOverwrite: 'always' }, 'Enabled', '409 FileAlreadyExists'],
    [{ bosOverwriteConflict: 'PreconditionFailed' }, 'Never', '412 PreconditionFailed'],
  ])('forbids overwriting with %j, versioning %s: %s', async (choices, versioning, expected) => {
    const { put, link } = await open(choices, versioning);
    await put('taken');
    const forbid = { 'x-bce-forbid-overwrite': 'true' };
    expect(outcome(await link('taken', 'target', forbid))).toBe(expected);
    expect(outcome(await link('free', 'target', forbid))).toBe('200');
    expect(outcome(await link('taken', 'target', { 'x-bce-forbid-overwrite': 'false' }))).toBe('200');
  });

  test('shows a version id by choice', async () => {
    const { link, ask } = await open({ bosLinkVersionIds: 'present' }, 'Enabled');
    const first = (await link('latest', 'one')).headers['x-bce-version-id'];
    const second = (await link('latest', 'two')).headers['x-bce-version-id'];
    expect([first, second]).toEqual([expect.stringMatching(/^.{64}$/), expect.stringMatching(/^.{64}$/)]);
    const read = async (versionId: string) =>
      (await ask('latest', [...SYMLINK, ['versionId', versionId]])).headers['x-bce-symlink-target'];
    expect([await read(String(first)), await read(String(second))]).toEqual(['one', 'two']);
    expect((await ask('latest', SYMLINK)).headers['x-bce-version-id']).toBe(second);
  });

  test.each<[UnverifiedChoices['bosLinkTags'], object]>([
    ['ignored', { tagSet: [] }],
    ['stored', { tagSet: [{ tagInfo: { rule: 'app' } }] }],
  ])('with tags, choice %s', async (bosLinkTags, expected) => {
    const { link, ask } = await open({ bosLinkTags });
    await link('latest', 'target', { 'x-bce-tagging': 'rule=app' });
    expect(json(await ask('latest', [['tagging', '']]))).toEqual(expected);
  });
});

describe('GetSymlink', () => {
  test('answers with target and metadata as the page shows', async () => {
    const { link, ask } = await open({}, 'Enabled');
    await link('latest', 'gone', { 'x-bce-meta-gen': '7', 'cache-control': 'no-cache', 'content-type': 'text/html' });
    const { status, headers, body } = await ask('latest', SYMLINK);
    expect([status, body]).toEqual([200, '']);
    expect(headers).toMatchObject({
      'x-bce-symlink-target': 'gone',
      'x-bce-meta-gen': '7',
      'content-type': 'text/plain',
      'content-length': '0',
    });
    for (const name of ['etag', 'last-modified', 'cache-control', 'x-bce-version-id', 'x-bce-symlink-bucket']) {
      expect(headers).not.toHaveProperty(name);
    }
  });

  test('with all headers by choice', async () => {
    const { link, ask } = await open({ bosGetSymlinkHeaders: 'all' });
    const { etag } = (await link('latest', 'gone', { 'cache-control': 'no-cache', 'content-type': 'text/html' }))
      .headers;
    expect((await ask('latest', SYMLINK)).headers).toMatchObject({
      etag,
      'last-modified': 'Wed, 01 Jan 2025 00:00:00 GMT',
      'content-type': 'text/html',
      'cache-control': 'no-cache',
    });
  });

  test.each<[UnverifiedChoices['bosTargetHeader'], string, string, string]>([
    ['percent', 'a%20b+c/%E7%89%88', 'a b+c/版', 'a%20b%2Bc/%E7%89%88'],
    ['form', 'a+b%2Bc%2F1', 'a b+c/1', 'a%20b%2Bc/1'],
    ['raw', 'a%20b+c', 'a%20b+c', 'a%20b+c'],
    ['percent', 'rel/1.2.3/app-1_2~3.zip', 'rel/1.2.3/app-1_2~3.zip', 'rel/1.2.3/app-1_2~3.zip'],
  ])('%s: %s is %s, and is returned as %s', async (bosTargetHeader, sent, key, returned) => {
    const { link, ask, engine } = await open({ bosTargetHeader });
    await link('latest', sent);
    expect(engine.getSymlink({ bucket: 'demo', key: 'latest' }).target).toBe(key);
    expect((await ask('latest', SYMLINK)).headers['x-bce-symlink-target']).toBe(returned);
  });

  test('names the bucket of the target if it is another one', async () => {
    const { link, ask, send } = await open();
    await send({ method: 'PUT', bucket: 'other' });
    await link('there', 'target', { 'x-bce-symlink-bucket': 'other' });
    await link('here', 'target', { 'x-bce-symlink-bucket': 'demo' });
    expect((await ask('there', SYMLINK)).headers['x-bce-symlink-bucket']).toBe('other');
    expect((await ask('here', SYMLINK)).headers).not.toHaveProperty('x-bce-symlink-bucket');
  });

  test.each<[UnverifiedChoices['bosNotSymlink'], string]>([
    ['NotSymlink', '400 NotSymlink'],
    ['InvalidArgument', '400 InvalidArgument'],
  ])('of an object: %s', async (bosNotSymlink, expected) => {
    const { put, ask } = await open({ bosNotSymlink });
    await put('object');
    expect(outcome(await ask('object', SYMLINK))).toBe(expected);
    expect(outcome(await ask('absent', SYMLINK))).toBe('404 NoSuchKey');
  });

  test('ignores a version id that links do not have', async () => {
    const { link, ask } = await open({}, 'Enabled');
    await link('latest', 'one');
    expect((await ask('latest', [...SYMLINK, ['versionId', 'x']])).headers['x-bce-symlink-target']).toBe('one');
  });
});

test('without a signature, the ACLs decide', async () => {
  const { link, raw, send } = await open();
  await link('latest', 'target');
  const anonymous = async () => outcome(await raw({ target: '/v1/demo/latest?symlink' }));
  expect(await anonymous()).toBe('403 AccessDenied');
  await send({ method: 'PUT', bucket: 'demo', query: [['acl', '']], headers: { 'x-bce-acl': 'public-read' } });
  expect(await anonymous()).toBe('200');
});
