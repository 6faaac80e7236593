import { expect, test } from 'vitest';
import { type BosRig, json, openBosRig, outcome } from '../bos-rig.ts';

function remove(rig: BosRig, document: unknown) {
  const body = typeof document === 'string' || Buffer.isBuffer(document) ? document : JSON.stringify(document);
  return rig.send({ method: 'POST', bucket: 'demo', query: [['delete', '']], body });
}

test('deletes keys and versions, and answers with nothing', async () => {
  const rig = await openBosRig({}, { versioning: 'Enabled' });
  const versionId = (await rig.put('v', 'one')).headers['x-bce-version-id'];
  await rig.put('v', 'two');
  await rig.put('k');
  const answer = await remove(rig, { objects: [{ key: 'k' }, { key: 'absent' }, { key: 'v', versionId }] });
  expect([answer.status, answer.body]).toEqual([200, '']);
  expect(outcome(await rig.ask('k'))).toBe('404 NoSuchKey');
  expect(outcome(await rig.ask('v', [['versionId', String(versionId)]]))).toBe('404 NoSuchVersion');
  expect((await rig.ask('v')).body).toBe('two');
  await rig.close();
});

test('answers with what failed, and deletes the rest', async () => {
  const rig = await openBosRig();
  await rig.put('k');
  const answer = await remove(rig, { objects: [{ key: '/bad' }, { key: 'k' }] });
  expect(answer.status).toBe(200);
  expect(json(answer)).toEqual({
    errors: [{ key: '/bad', code: 'InvalidObjectName', message: expect.stringContaining('must not begin with') }],
  });
  expect(outcome(await rig.ask('k'))).toBe('404 NoSuchKey');
  await rig.close();
});

test.each([
  ['no body', '', '400 MalformedJSON'],
  ['no JSON', '{', '400 MalformedJSON'],
  ['another document', { keys: [] }, '400 InappropriateJSON'],
  ['no keys', { objects: [] }, '400 InappropriateJSON'],
  ['a key that is not UTF-8', Buffer.from('{"objects":[{"key":"\xff"}]}', 'latin1'), '400 MalformedJSON'],
  ['a million elements', `{"objects":[${'1,'.repeat(999_999)}1]}`, '400 InappropriateJSON'],
  ['1,001 keys', { objects: Array.from({ length: 1001 }, (_, i) => ({ key: `k${i}` })) }, '400 InappropriateJSON'],
])('refuses %s', async (_, document, expected) => {
  const rig = await openBosRig();
  expect(outcome(await remove(rig, document))).toBe(expected);
  await rig.close();
});

test.each([
  ['private', '/v1/demo', '403 AccessDenied'],
  ['public-read', '/v1/demo', '403 AccessDenied'],
  ['public-read-write', '/v1/demo', '400 MalformedJSON'],
  ['public-read-write', '/v1/absent', '404 NoSuchBucket'],
])(
  'without a signature, the ACL %s of the bucket decides before the body is parsed: %s',
  async (acl, path, expected) => {
    const rig = await openBosRig();
    await rig.send({ method: 'PUT', bucket: 'demo', query: [['acl', '']], headers: { 'x-bce-acl': acl } });
    const answer = await rig.raw({ method: 'POST', target: `${path}?delete`, body: 'no JSON' });
    expect(outcome(answer)).toBe(expected);
    await rig.close();
  },
);

test('without a signature, deletes from a public-read-write bucket what is not private', async () => {
  const rig = await openBosRig();
  const acl = { 'x-bce-acl': 'public-read-write' };
  await rig.send({ method: 'PUT', bucket: 'demo', query: [['acl', '']], headers: acl });
  await rig.put('open');
  await rig.put('mine', 'x', { 'x-bce-acl': 'private' });
  const body = JSON.stringify({ objects: [{ key: 'open' }, { key: 'mine' }] });
  const answer = await rig.raw({ method: 'POST', target: '/v1/demo?delete', body });
  expect(json(answer)).toMatchObject({ errors: [{ key: 'mine', code: 'AccessDenied' }] });
  expect([outcome(await rig.ask('open')), outcome(await rig.ask('mine'))]).toEqual(['404 NoSuchKey', '200']);
  await rig.close();
});
