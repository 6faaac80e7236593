import { expect, test } from 'vitest';
import { BUCKET, bucketFixture, faultOf } from './bucket-fixture.ts';

const on = { bucket: BUCKET, key: 'a' };

test('changes one version, and neither makes one, nor moves its time, nor tells of it', () => {
  const { engine, put, clock, events } = bucketFixture('Enabled');
  const first = put('a') ?? '';
  const second = put('a') ?? '';
  const before = engine.listObjectVersions({ bucket: BUCKET }).versions;
  events.length = 0;
  clock.now += 60_000;
  expect(engine.putObjectTagging({ ...on, versionId: first, tags: [['t', '1']] })).toEqual({ versionId: first });
  expect(engine.putObjectAcl({ ...on, acl: 'private' })).toEqual({ versionId: second });
  expect(engine.getObjectTagging({ ...on, versionId: first }).tags).toEqual([['t', '1']]);
  expect(engine.getObjectTagging(on).tags).toEqual([]);
  expect(engine.getObjectAcl({ ...on, versionId: first }).acl).toBe('default');
  expect(engine.listObjectVersions({ bucket: BUCKET }).versions).toEqual(before);
  expect(events).toEqual([]);
});

test.each([
  [{ ...on, key: '' }, 'InvalidObjectName'],
  [{ ...on, bucket: 'absent' }, 'NoSuchBucket'],
  [{ ...on, key: 'absent' }, 'NoSuchKey'],
  [{ ...on, versionId: 'absent' }, 'NoSuchVersion'],
])('of %j is refused as %s', (args, ossCode) => {
  const { engine, put } = bucketFixture();
  put('a');
  expect(faultOf(() => engine.putObjectTagging({ ...args, tags: [] })).ossCode).toBe(ossCode);
  expect(faultOf(() => engine.putObjectAcl({ ...args, acl: 'private' })).ossCode).toBe(ossCode);
});
