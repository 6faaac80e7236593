import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BucketFault } from '../../../../src/bucket/bucket-fault.ts';
import { createBucketEngine } from '../../../../src/bucket/create-bucket-engine.ts';
import { createMemoryTable } from '../../../../src/bucket/records/memory-table.ts';
import { readableBy } from '../../../../src/local/server/access/readable-by.ts';
import type { ObjectAcl } from '../../../../src/stores/object-attributes.ts';
import { type BosRig, openBosRig, outcome } from '../../bos/bos-rig.ts';
import { ossCall } from '../../oss/oss-call-fixture.ts';

function engineWith(acl: string) {
  const engine = createBucketEngine({ table: createMemoryTable(), now: () => 0, newId: () => '0'.repeat(32) });
  engine.createBucket({ bucket: 'demo', acl });
  return engine;
}

const anonymous = ossCall({ signed: false });

test.each([
  // bucket, object or link and target, whether anyone may read
  ['private', ['default'], false],
  ['private', ['private'], false],
  ['private', ['public-read'], true],
  ['private', ['public-read-write'], true],
  ['public-read', ['default'], true],
  ['public-read', ['private'], false],
  ['public-read-write', ['default'], true],
  ['private', ['public-read', 'default'], false],
  ['private', ['default', 'public-read'], false],
  ['private', ['public-read', 'public-read'], true],
  ['public-read', ['default', 'private'], false],
] satisfies [string, ObjectAcl[], boolean][])('bucket %s, object %j: %s', (bucketAcl, acls, allowed) => {
  const read = () => readableBy(anonymous, engineWith(bucketAcl), () => ({ acls }));
  if (allowed) expect(read()).toEqual({ acls });
  else expect(read).toThrow('You have no right to access this object because of bucket acl.');
});

test('who signs reads everything', () => {
  expect(readableBy(ossCall(), engineWith('private'), () => ({ acls: ['private'] }))).toEqual({ acls: ['private'] });
});

test.each([
  ['private', 'AccessDenied'],
  ['public-read', 'NoSuchKey'],
])('in a %s bucket, an absent object is %s', (acl, ossCode) => {
  const absent = () => {
    throw new BucketFault('NoSuchKey', 'The specified key does not exist.');
  };
  expect(() => readableBy(anonymous, engineWith(acl), absent)).toThrow(expect.objectContaining({ ossCode }));
});

describe('a link into another bucket, read without a signature', () => {
  let rig: BosRig;
  beforeAll(async () => {
    rig = await openBosRig();
    for (const bucket of ['pub', 'shut', 'open']) {
      const headers = { 'x-bce-acl': bucket === 'shut' ? 'private' : 'public-read' };
      await rig.send({ method: 'PUT', bucket, headers });
      await rig.send({ method: 'PUT', bucket, key: 'there', body: 'there' });
      const own = { 'x-bce-acl': 'public-read' };
      await rig.send({ method: 'PUT', bucket, key: 'own', body: 'own', headers: own });
      const link = { 'x-bce-symlink-target': 'there' };
      await rig.send({ method: 'PUT', bucket, key: 'link', query: [['symlink', '']], headers: link });
    }
  });
  afterAll(() => rig.close());

  test.each([
    ['shut', 'there', '403 AccessDenied'],
    ['shut', 'absent', '403 AccessDenied'],
    ['shut', 'link', '403 AccessDenied'],
    ['shut', 'own', '200'],
    ['missing', 'there', '403 AccessDenied'],
    ['open', 'there', '200'],
    ['open', 'absent', '404 SymlinkTargetNotExist'],
    ['open', 'link', '400 InvalidTargetType'],
  ])('to %s/%s: %s', async (bucket, target, expected) => {
    const headers = { 'x-bce-symlink-target': target, 'x-bce-symlink-bucket': bucket };
    await rig.send({ method: 'PUT', bucket: 'pub', key: 'to', query: [['symlink', '']], headers });
    const [, status] = /^(\d+)/.exec(expected) ?? [];
    expect(outcome(await rig.raw({ target: '/v1/pub/to' }))).toBe(expected);
    expect(outcome(await rig.raw({ method: 'HEAD', target: '/v1/pub/to' }))).toBe(status);
  });
});
