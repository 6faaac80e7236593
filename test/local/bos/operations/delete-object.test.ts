import { expect, test } from 'vitest';
import { openBosRig, outcome } from '../bos-rig.ts';

test('deletes an object, and succeeds without one', async () => {
  const rig = await openBosRig();
  await rig.put('k');
  for (let i = 0; i < 2; i++) {
    const answer = await rig.ask('k', [], { method: 'DELETE' });
    expect([answer.status, answer.body, answer.headers['x-bce-version-id']]).toEqual([204, '', undefined]);
  }
  expect(outcome(await rig.ask('k'))).toBe('404 NoSuchKey');
  await rig.close();
});

test('deletes a link and not its target', async () => {
  const rig = await openBosRig();
  await rig.put('target');
  await rig.link('latest', 'target');
  await rig.ask('latest', [], { method: 'DELETE' });
  expect(outcome(await rig.ask('latest', [['symlink', '']]))).toBe('404 NoSuchKey');
  expect((await rig.ask('target')).status).toBe(200);
  await rig.close();
});

test('adds a marker in a bucket with versions, which a delete with its id removes', async () => {
  const rig = await openBosRig({}, { versioning: 'Enabled' });
  const written = (await rig.put('k', 'bytes')).headers['x-bce-version-id'];
  const deleted = await rig.ask('k', [], { method: 'DELETE' });
  const marker = String(deleted.headers['x-bce-version-id']);
  expect(marker).not.toBe(written);
  expect(deleted.headers).not.toHaveProperty('x-bce-delete-marker');
  await rig.ask('k', [['versionId', marker]], { method: 'DELETE' });
  expect((await rig.ask('k')).body).toBe('bytes');
  await rig.ask('k', [['versionId', String(written)]], { method: 'DELETE' });
  expect(outcome(await rig.ask('k', [['versionId', String(written)]]))).toBe('404 NoSuchVersion');
  await rig.close();
});

test('shows the marker by choice', async () => {
  const rig = await openBosRig({ bosDeleteMarkerHeader: 'present' }, { versioning: 'Enabled' });
  expect((await rig.ask('k', [], { method: 'DELETE' })).headers['x-bce-delete-marker']).toBe('true');
  await rig.close();
});

test('without a signature, the ACL of the bucket decides', async () => {
  const rig = await openBosRig();
  await rig.put('k');
  const remove = async () => (await rig.raw({ method: 'DELETE', target: '/v1/demo/k' })).status;
  expect(await remove()).toBe(403);
  await rig.send({
    method: 'PUT',
    bucket: 'demo',
    query: [['acl', '']],
    headers: { 'x-bce-acl': 'public-read-write' },
  });
  expect(await remove()).toBe(204);
  await rig.close();
});
