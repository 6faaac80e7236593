import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { owner } from '../../../../src/local/bos/answer/owner.ts';
import { type BosRig, json, openBosRig, outcome } from '../bos-rig.ts';

let rig: BosRig;
beforeEach(async () => {
  rig = await openBosRig();
  await rig.put('k');
});
afterEach(() => rig.close());

const ACL = [['acl', '']] as const;
const own = { grantee: [{ id: owner.id }], permission: ['FULL_CONTROL'] };
const everyone = (...permission: readonly string[]) => ({ grantee: [{ id: '*' }], permission });

function put(body: object | undefined, headers: Readonly<Record<string, string>> = {}, key?: string) {
  const text = body === undefined ? {} : { body: JSON.stringify(body) };
  return rig.send({ method: 'PUT', bucket: 'demo', query: ACL, headers, ...text, ...(key && { key }) });
}

describe('of a bucket', () => {
  test.each([
    ['private', [own]],
    ['public-read', [own, everyone('READ')]],
    ['public-read-write', [own, everyone('READ', 'WRITE')]],
  ])('%s, by header and by grants', async (acl, grants) => {
    expect(outcome(await put(undefined, { 'x-bce-acl': acl }))).toBe('200');
    const read = await rig.send({ bucket: 'demo', query: ACL });
    expect(read.headers['x-bce-acl']).toBe(acl);
    expect(json(read)).toEqual({ owner: { id: owner.id }, accessControlList: grants });
    await put(undefined, { 'x-bce-acl': 'private' });
    expect(outcome(await put({ accessControlList: grants }))).toBe('200');
    expect(rig.engine.getBucketAcl({ bucket: 'demo' })).toBe(acl);
  });

  test.each([
    ['nothing', undefined, {}, '400 InvalidArgument'],
    ['another canned ACL', undefined, { 'x-bce-acl': 'open' }, '400 InvalidArgument'],
    [
      'another account',
      { accessControlList: [{ grantee: [{ id: 'x' }], permission: ['READ'] }] },
      {},
      '501 NotImplemented',
    ],
    ['another permission', { accessControlList: [everyone('LIST')] }, {}, '501 NotImplemented'],
    ['another document', { acl: [] }, {}, '400 InappropriateJSON'],
  ])('refuses %s', async (_, body, headers, expected) => {
    expect(outcome(await put(body, headers))).toBe(expected);
  });
});

describe('of an object', () => {
  test('replaces that of the bucket until it is deleted', async () => {
    const anonymous = async () => (await rig.raw({ target: '/v1/demo/k' })).status;
    expect(await anonymous()).toBe(403);
    await put(undefined, { 'x-bce-acl': 'public-read' }, 'k');
    expect(await anonymous()).toBe(200);
    const read = await rig.send({ bucket: 'demo', key: 'k', query: ACL });
    expect(json(read)).toMatchObject({ accessControlList: [own, everyone('READ')] });
    expect((await rig.send({ method: 'DELETE', bucket: 'demo', key: 'k', query: ACL })).status).toBe(204);
    expect(await anonymous()).toBe(403);
    expect(json(await rig.send({ bucket: 'demo', key: 'k', query: ACL }))).toMatchObject({ accessControlList: [own] });
  });
});
