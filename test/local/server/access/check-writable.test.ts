import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type OssRig, openOssRig, type RawRequest } from '../../oss/oss-rig.ts';

let rig: OssRig;
/** What another request does after this one was checked, and before it is committed. */
let meanwhile: () => void;
beforeEach(async () => {
  meanwhile = () => {};
  rig = await openOssRig(
    {},
    {
      commit: async (work) => {
        meanwhile();
        return work();
      },
    },
  );
  for (const acl of ['private', 'public-read', 'public-read-write']) {
    const bucket = `b-${acl}`;
    rig.engine.createBucket({ bucket, acl });
    for (const own of ['default', 'private', 'public-read', 'public-read-write']) {
      await rig.send({ method: 'PUT', bucket, key: own, body: 'old', headers: { 'x-oss-object-acl': own } });
    }
  }
});
afterEach(() => rig.close());

function put(target: string, headers: Readonly<Record<string, string>> = {}): RawRequest {
  return {
    method: 'PUT',
    target,
    headers,
    body: 'new',
  };
}

function deletion(...keys: readonly string[]): RawRequest {
  const body = `<Delete>${keys.map((key) => `<Object><Key>${key}</Key></Object>`).join('')}</Delete>`;
  const md5 = createHash('md5').update(body).digest('base64');
  return { method: 'POST', target: '/b-public-read-write/?delete', headers: { 'content-md5': md5 }, body };
}

describe('a request without a signature may', () => {
  test.each<[string, RawRequest]>([
    ['upload', put('/b-public-read-write/absent')],
    ['overwrite an object whose ACL is the default, in an open bucket', put('/b-public-read-write/default')],
    ['overwrite an open object in a private bucket', put('/b-private/public-read-write')],
    ['link', put('/b-public-read-write/absent?symlink', { 'x-oss-symlink-target': 'default' })],
    ['copy a readable object', put('/b-public-read-write/absent', { 'x-oss-copy-source': '/b-private/public-read' })],
    ['delete', { method: 'DELETE', target: '/b-public-read-write/default' }],
    ['delete a missing object', { method: 'DELETE', target: '/b-public-read-write/absent' }],
    ['delete several objects', deletion('default', 'public-read-write', 'absent')],
  ])('%s', async (_, request) => {
    const { status } = await rig.raw(request);
    expect([200, 204]).toContain(status);
  });

  test('read back an upload', async () => {
    await rig.raw(put('/b-public-read-write/absent'));
    expect((await rig.raw({ target: '/b-public-read-write/absent' })).body).toBe('new');
  });
});

describe('a request without a signature may not', () => {
  test.each<[string, RawRequest]>([
    ['upload into a private bucket', put('/b-private/absent')],
    ['upload into a bucket that is open to readers', put('/b-public-read/absent')],
    ['overwrite a private object in an open bucket', put('/b-public-read-write/private')],
    ['overwrite a readable object in an open bucket', put('/b-public-read-write/public-read')],
    ['set an ACL with an upload', put('/b-public-read-write/absent', { 'x-oss-object-acl': 'public-read' })],
    ['set tags with an upload', put('/b-public-read-write/absent', { 'x-oss-tagging': 'a=b' })],
    ['link', put('/b-public-read/absent?symlink', { 'x-oss-symlink-target': 'default' })],
    ['copy a private object', put('/b-public-read-write/absent', { 'x-oss-copy-source': '/b-private/default' })],
    [
      'copy from a missing key of a private bucket',
      put('/b-public-read-write/absent', { 'x-oss-copy-source': '/b-private/x' }),
    ],
    ['delete a private object', { method: 'DELETE', target: '/b-public-read-write/private' }],
    ['delete a version', { method: 'DELETE', target: '/b-public-read-write/default?versionId=null' }],
    ['delete several objects, one of them private', deletion('default', 'private')],
    ['set an ACL', put('/b-public-read-write/default?acl', { 'x-oss-object-acl': 'private' })],
    ['set the ACL of a bucket', put('/b-public-read-write/?acl', { 'x-oss-acl': 'private' })],
    ['read tags', { target: '/b-public-read-write/default?tagging' }],
    ['list', { target: '/b-public-read-write/' }],
    ['list versions', { target: '/b-public-read-write/?versions' }],
    ['delete a bucket', { method: 'DELETE', target: '/b-public-read-write/' }],
    ['create a bucket', put('/another/')],
  ])('%s', async (_, request) => {
    const before = JSON.stringify(rig.engine.listObjects({ bucket: 'b-public-read-write' }));
    const answer = await rig.raw(request);
    expect([answer.status, /<Code>(\w+)</.exec(answer.body)?.[1]]).toEqual([403, 'AccessDenied']);
    expect(JSON.stringify(rig.engine.listObjects({ bucket: 'b-public-read-write' }))).toBe(before);
    expect(rig.engine.listBuckets()).toHaveLength(4);
  });
});

describe('an ACL that becomes private before the commit decides', () => {
  const bucket = 'b-public-read-write';
  const key = 'public-read-write';

  test.each<[string, RawRequest]>([
    ['upload', put(`/${bucket}/${key}`)],
    ['link', put(`/${bucket}/${key}?symlink`, { 'x-oss-symlink-target': 'default' })],
    ['copy', put(`/${bucket}/${key}`, { 'x-oss-copy-source': '/b-private/public-read' })],
    ['deletion', { method: 'DELETE', target: `/${bucket}/${key}` }],
    ['deletion of several', deletion('default', key)],
  ])('%s', async (_, request) => {
    meanwhile = () => void rig.engine.putObjectAcl({ bucket, key, acl: 'private' });
    const answer = await rig.raw(request);
    expect([answer.status, /<Code>(\w+)</.exec(answer.body)?.[1]]).toEqual([403, 'AccessDenied']);
    const kept = await rig.send({ bucket, key });
    expect([kept.status, kept.body]).toEqual([200, 'old']);
  });

  test('upload into a bucket', async () => {
    const blobs = rig.blobs.ids();
    meanwhile = () => void rig.engine.createBucket({ bucket, acl: 'private' });
    expect((await rig.raw(put(`/${bucket}/absent`))).status).toBe(403);
    expect(rig.blobs.ids()).toEqual(blobs);
  });

  test('copy of what is no longer readable', async () => {
    meanwhile = () => void rig.engine.putObjectAcl({ bucket: 'b-private', key: 'public-read', acl: 'private' });
    const copy = put(`/${bucket}/absent`, { 'x-oss-copy-source': '/b-private/public-read' });
    expect((await rig.raw(copy)).status).toBe(403);
    expect((await rig.send({ bucket, key: 'absent' })).status).toBe(404);
  });

  test('signed requests write all the same', async () => {
    meanwhile = () => void rig.engine.putObjectAcl({ bucket, key, acl: 'private' });
    expect((await rig.send({ method: 'PUT', bucket, key, body: 'new' })).status).toBe(200);
  });
});

test.each([
  ['b-private', 'AccessDenied'],
  ['b-public-read', 'AccessDenied'],
  ['missing', 'NoSuchBucket'],
  ['b-public-read-write', 'MalformedXML'],
])('in the bucket %s, a list of objects to delete is %s before it is parsed', async (bucket, code) => {
  const md5 = createHash('md5').update('no XML').digest('base64');
  const request = { method: 'POST', target: `/${bucket}/?delete`, headers: { 'content-md5': md5 }, body: 'no XML' };
  expect((await rig.raw(request)).body).toContain(`<Code>${code}</Code>`);
});

test('a missing bucket is NoSuchBucket', async () => {
  expect((await rig.raw(put('/missing/k'))).body).toContain('<Code>NoSuchBucket</Code>');
});
