import { describe, expect, test } from 'vitest';
import { BUCKET, bucketFixture, faultOf, REQUEST } from '../bucket-fixture.ts';

const on = { bucket: BUCKET, key: 'a' };

test('tags replace all tags from before', () => {
  const { engine, put } = bucketFixture();
  put('a');
  expect(engine.getObjectTagging(on)).toEqual({ tags: [] });
  engine.putObjectTagging({
    ...on,
    tags: [
      ['a', '1'],
      ['b', ''],
    ],
  });
  engine.putObjectTagging({ ...on, tags: [['c', '3']] });
  expect(engine.getObjectTagging(on)).toEqual({ tags: [['c', '3']] });
  engine.deleteObjectTagging(on);
  expect(engine.getObjectTagging(on)).toEqual({ tags: [] });
});

test('a link has its own tags, not those of its target', () => {
  const { engine, put, link } = bucketFixture('Enabled');
  put('t');
  const versionId = link('a', 't');
  engine.putObjectTagging({ bucket: BUCKET, key: 't', tags: [['of', 'target']] });
  expect(engine.getObjectTagging(on)).toEqual({ tags: [], versionId });
  engine.putObjectTagging({ ...on, tags: [['of', 'link']] });
  expect(engine.getObjectTagging({ bucket: BUCKET, key: 't' }).tags).toEqual([['of', 'target']]);
});

test('a repeated name is refused, and nothing changes', () => {
  const { engine, put } = bucketFixture();
  put('a');
  engine.putObjectTagging({ ...on, tags: [['kept', '1']] });
  const fault = faultOf(() =>
    engine.putObjectTagging({
      ...on,
      tags: [
        ['a', '1'],
        ['a', '2'],
      ],
    }),
  );
  expect(fault.status).toBe(400);
  expect(engine.getObjectTagging(on).tags).toEqual([['kept', '1']]);
});

test('a delete marker has no tags to read or delete', () => {
  const { engine, put } = bucketFixture('Enabled');
  put('a');
  const { versionId = '' } = engine.deleteObject({ ...on, requestId: REQUEST });
  expect(faultOf(() => engine.getObjectTagging({ ...on, versionId }))).toMatchObject({ elements: { Method: 'GET' } });
  expect(faultOf(() => engine.deleteObjectTagging({ ...on, versionId }))).toMatchObject({
    elements: { Method: 'DELETE' },
  });
});

describe('edit version', () => {
  const on = { bucket: BUCKET, key: 'a' };

  test('changes a version without a new version, a new time or an event', () => {
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
});

describe('object acl', () => {
  test('an ACL belongs to one version, and to the link itself', () => {
    const { engine, put, link } = bucketFixture('Enabled');
    put('a');
    const first = link('l', 'a') ?? '';
    const second = link('l', 'a');
    const touched = engine.putObjectAcl({ bucket: BUCKET, key: 'l', versionId: first, acl: 'public-read' });
    expect(touched).toEqual({ versionId: first });
    const acl = (versionId?: string) =>
      engine.getObjectAcl({ bucket: BUCKET, key: 'l', ...(versionId && { versionId }) });
    expect(acl(first)).toEqual({ acl: 'public-read', versionId: first });
    expect(acl()).toEqual({ acl: 'default', versionId: second });
    expect(engine.readObject({ bucket: BUCKET, key: 'l', versionId: first }).acls).toEqual(['public-read', 'default']);
  });

  test('refuses an invalid ACL and a missing key', () => {
    const { engine, put } = bucketFixture('Enabled');
    put('a');
    const set = (key: string, acl: string) => faultOf(() => engine.putObjectAcl({ bucket: BUCKET, key, acl })).ossCode;
    expect(set('a', 'open')).toBe('InvalidArgument');
    expect(set('absent', 'private')).toBe('NoSuchKey');
    const { versionId = '' } = engine.deleteObject({ bucket: BUCKET, key: 'a', requestId: REQUEST });
    const fault = faultOf(() => engine.putObjectAcl({ bucket: BUCKET, key: 'a', versionId, acl: 'private' }));
    expect(fault).toMatchObject({ ossCode: 'MethodNotAllowed', elements: { Method: 'PUT' } });
  });
});
