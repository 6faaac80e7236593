import { expect, test } from 'vitest';
import { BUCKET, bucketFixture, faultOf, REQUEST } from './bucket-fixture.ts';

test('ACLs are of one version, and of the link itself', () => {
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

test('refuses what is no ACL, and where there is nothing', () => {
  const { engine, put } = bucketFixture('Enabled');
  put('a');
  const set = (key: string, acl: string) => faultOf(() => engine.putObjectAcl({ bucket: BUCKET, key, acl })).ossCode;
  expect(set('a', 'open')).toBe('InvalidArgument');
  expect(set('absent', 'private')).toBe('NoSuchKey');
  const { versionId = '' } = engine.deleteObject({ bucket: BUCKET, key: 'a', requestId: REQUEST });
  const fault = faultOf(() => engine.putObjectAcl({ bucket: BUCKET, key: 'a', versionId, acl: 'private' }));
  expect(fault).toMatchObject({ ossCode: 'MethodNotAllowed', elements: { Method: 'PUT' } });
});
