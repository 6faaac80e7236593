import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BosRig, json, openBosRig, outcome } from '../bos-rig.ts';

let rig: BosRig;
beforeEach(async () => {
  rig = await openBosRig();
});
afterEach(() => rig.close());

function bucket(method: string, name: string, query: readonly [string, string][] = [], body?: object) {
  return rig.send({ method, bucket: name, query, ...(body && { body: JSON.stringify(body) }) });
}

test('are created, found, listed and deleted', async () => {
  expect(outcome(await bucket('HEAD', 'other'))).toBe('404');
  const created = await bucket('PUT', 'other', [], { enableMultiAZ: false });
  expect([created.status, created.headers.location]).toEqual([200, '/other']);
  expect(outcome(await bucket('HEAD', 'other'))).toBe('200');
  expect(json(await rig.send({}))).toEqual({
    owner: { id: expect.any(String), displayName: 'autoalias' },
    buckets: [
      { name: 'demo', location: 'bj', creationDate: '2025-01-01T00:00:00Z' },
      { name: 'other', location: 'bj', creationDate: '2025-01-01T00:00:00Z' },
    ],
  });
  expect(json(await bucket('GET', 'other', [['location', '']]))).toEqual({ locationConstraint: 'bj' });
  expect(outcome(await bucket('DELETE', 'other'))).toBe('204');
  expect(outcome(await bucket('DELETE', 'other'))).toBe('404 NoSuchBucket');
});

test.each([
  ['demo', '409 BucketAlreadyExists'],
  ['ab', '400 InvalidBucketName'],
  ['With_Capitals', '400 InvalidBucketName'],
])('%s cannot be created: %s', async (name, expected) => {
  expect(outcome(await bucket('PUT', name))).toBe(expected);
});

test('are deleted only if they are empty', async () => {
  await rig.put('k');
  expect(outcome(await bucket('DELETE', 'demo'))).toBe('409 BucketNotEmpty');
});

test('have ACL and storage class from the headers of their creation', async () => {
  const headers = { 'x-bce-acl': 'public-read', 'x-bce-storage-class': 'COLD' };
  await rig.send({ method: 'PUT', bucket: 'cold', headers });
  expect(rig.engine.getBucket({ bucket: 'cold' })).toMatchObject({ acl: 'public-read', storageClass: 'Cold' });
});

test.each(['STANDARD', 'STANDARD_IA', 'COLD', 'ARCHIVE'])('have the storage class %s', async (storageClass) => {
  expect(outcome(await bucket('PUT', 'demo', [['storageClass', '']], { storageClass }))).toBe('200');
  expect(json(await bucket('GET', 'demo', [['storageClass', '']]))).toEqual({ storageClass });
  await rig.put('k');
  expect((await rig.ask('k', [], { method: 'HEAD' })).headers['x-bce-storage-class']).toBe(storageClass);
});

test('have no other storage class', async () => {
  const refused = await bucket('PUT', 'demo', [['storageClass', '']], { storageClass: 'GLACIER' });
  expect(outcome(refused)).toBe('400 InappropriateJSON');
});

describe('versioning', () => {
  const set = (status: string) => bucket('PUT', 'demo', [['versioning', '']], { status });
  const get = async () => json(await bucket('GET', 'demo', [['versioning', '']]));

  test('is notEnabled at first, and then enabled or suspended', async () => {
    expect(await get()).toEqual({ status: 'notEnabled' });
    for (const status of ['notEnabled', 'disable']) expect(outcome(await set(status))).toBe('200');
    for (const [sent, shown] of [
      ['enabled', 'enabled'],
      ['Suspended', 'suspended'],
      ['Enabled', 'enabled'],
    ] as const) {
      expect(outcome(await set(sent))).toBe('200');
      expect(await get()).toEqual({ status: shown });
    }
    expect(json(await set('notEnabled'))).toMatchObject({
      code: 'InvalidArgument',
      message:
        'Versioning of the bucket demo was enabled before, so it cannot be notEnabled again: set it to enabled or suspended.',
    });
  });

  test('is capitalized by choice', async () => {
    const other = await openBosRig({ bosVersioningStatus: 'capitalized' }, { versioning: 'Enabled' });
    expect(json(await other.send({ bucket: 'demo', query: [['versioning', '']] }))).toEqual({ status: 'Enabled' });
    await other.close();
  });

  test.each(['', 'on'])('cannot be %j', async (status) => {
    expect(outcome(await set(status))).toBe('400 InappropriateJSON');
  });
});
