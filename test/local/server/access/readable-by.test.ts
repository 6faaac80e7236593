import { expect, test } from 'vitest';
import { BucketFault } from '../../../../src/bucket/bucket-fault.ts';
import { createBucketEngine } from '../../../../src/bucket/create-bucket-engine.ts';
import { createMemoryTable } from '../../../../src/bucket/records/memory-table.ts';
import { readableBy } from '../../../../src/local/server/access/readable-by.ts';
import type { ObjectAcl } from '../../../../src/stores/object-attributes.ts';
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
