import { expect, test } from 'vitest';
import { type BosRig, json, openBosRig, outcome } from '../bos-rig.ts';

function remove(rig: BosRig, document: unknown) {
  const body = typeof document === 'string' ? document : JSON.stringify(document);
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
  ['1,001 keys', { objects: Array.from({ length: 1001 }, (_, i) => ({ key: `k${i}` })) }, '400 InappropriateJSON'],
])('refuses %s', async (_, document, expected) => {
  const rig = await openBosRig();
  expect(outcome(await remove(rig, document))).toBe(expected);
  await rig.close();
});
