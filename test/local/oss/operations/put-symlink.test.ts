import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OssRig, openOssRig } from '../oss-rig.ts';

let rig: OssRig;
beforeAll(async () => {
  rig = await openOssRig();
});
afterAll(() => rig.close());

function put(headers: Readonly<Record<string, string>>, on: OssRig = rig, query: [string, string][] = []) {
  return on.send({ method: 'PUT', bucket: 'demo', key: 'link', query: [['symlink', ''], ...query], headers });
}

function targetNow(on: OssRig = rig) {
  return on.engine.getSymlink({ bucket: 'demo', key: 'link' }).target;
}

function code(body: string) {
  return /<Code>(\w+)</.exec(body)?.[1];
}

describe('targets', () => {
  test.each([
    ['releases/1.0.0/app.tgz', 'releases/1.0.0/app.tgz'],
    ['releases%2F1.0.0%2Fapp.tgz', 'releases/1.0.0/app.tgz'],
    ['1.0.0%2Bbuild', '1.0.0+build'],
    ['1.0.0+build', '1.0.0+build'],
    ['a%20b', 'a b'],
    ['100%25', '100%'],
    ['%E7%9B%AE/%F0%9F%98%80', '目/😀'],
  ])('%s is %s', async (sent, target) => {
    const { status, headers, body } = await put({ 'x-oss-symlink-target': sent });
    expect([status, body, headers['x-oss-hash-crc64ecma']]).toEqual([200, '', '0']);
    expect(headers.etag).toMatch(/^"[0-9A-F]{32}"$/);
    expect(targetNow()).toBe(target);
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['none', {}, 'InvalidArgument'],
    ['empty', { 'x-oss-symlink-target': '' }, 'InvalidArgument'],
    ['not encoded', { 'x-oss-symlink-target': '100%' }, 'InvalidArgument'],
    ['not UTF-8', { 'x-oss-symlink-target': '%ff' }, 'InvalidArgument'],
  ])('%s: refused', async (_, headers, expected) => {
    const answer = await put(headers);
    expect([answer.status, code(answer.body)]).toEqual([400, expected]);
  });

  test('a missing header has a code of its own', async () => {
    expect((await put({})).headers['x-oss-ec']).toBe('0043-00000001');
  });
});

test('keeps headers, metadata and tags of its own', async () => {
  await put({
    'x-oss-symlink-target': 't',
    'content-type': 'a/b',
    'x-oss-meta-autoalias-order': '1',
    'x-oss-tagging': 'rule=app',
  });
  expect(rig.engine.getSymlink({ bucket: 'demo', key: 'link' })).toMatchObject({
    headers: { contentType: 'a/b' },
    metadata: { 'autoalias-order': '1' },
  });
  expect(rig.engine.getObjectTagging({ bucket: 'demo', key: 'link' }).tags).toEqual([['rule', 'app']]);
});

test('forbid-overwrite', async () => {
  await put({ 'x-oss-symlink-target': 'first' });
  const again = await put({ 'x-oss-symlink-target': 'second', 'x-oss-forbid-overwrite': 'true' });
  expect([again.status, code(again.body), targetNow()]).toEqual([409, 'FileAlreadyExists', 'first']);
});

describe('what no page settles', () => {
  test.each<[string, Parameters<typeof openOssRig>[0], Readonly<Record<string, string>>, [string, string][], number]>([
    ['a condition, by default', {}, { 'if-none-match': '*' }, [], 400],
    ['a condition, ignored', { conditionalPutSymlink: 'ignored' }, { 'if-none-match': '*' }, [], 200],
    ['a version id, by default', {}, {}, [['versionId', 'x']], 200],
    ['a version id, refused', { versionIdOnPutSymlink: 'InvalidArgument' }, {}, [['versionId', 'x']], 400],
  ])('%s', async (_, choices, headers, query, status) => {
    const other = await openOssRig(choices);
    expect((await put({ 'x-oss-symlink-target': 't', ...headers }, other, query)).status).toBe(status);
    await other.close();
  });
});
