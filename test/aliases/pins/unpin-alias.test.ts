import { expect, test } from 'vitest';
import { readRecord } from '../../../src/aliases/model/alias-record.ts';
import { pinAlias } from '../../../src/aliases/pins/pin-alias.ts';
import { unpinAlias } from '../../../src/aliases/pins/unpin-alias.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { type AliasWorld, aliasWorld, key, LATEST } from '../alias-world.ts';

const PROTECTED = '    protected: true\n';

function unpin(world: AliasWorld) {
  return world.run(unpinAlias(world.task({ kind: 'by-hand', what: 'unpin' })));
}

function pin(world: AliasWorld, version: string) {
  return world.run(pinAlias(world.task({ kind: 'by-hand', what: 'pin' }), key(version), { reason: 'r' }));
}

/** An alias that a person moved to 1.0.0, and an object 2.0.0. */
async function filled(versioning: 'Enabled' | 'Suspended' | 'Never', options = '') {
  const world = aliasWorld(versioning, options);
  await world.put('1.0.0');
  await world.run(reconcile(world.task({ kind: 'apply', key: LATEST })));
  await world.put('2.0.0');
  return world;
}

test.each(['Enabled', 'Suspended', 'Never'] as const)('%s: the rules decide again', async (versioning) => {
  const world = await filled(versioning);
  await pin(world, '1.0.0');
  expect(await unpin(world)).toMatchObject({ action: 'pointed', from: key('1.0.0'), to: key('2.0.0') });
  expect(await unpin(world)).toMatchObject({ action: 'unchanged', to: key('2.0.0') });
});

test.each(['Enabled', 'Suspended', 'Never'] as const)('%s: a protected one stays where it was', async (versioning) => {
  const world = await filled(versioning, PROTECTED);
  await pin(world, '1.0.0');
  expect(await unpin(world)).toMatchObject({ action: 'protected', to: key('1.0.0') });
  expect(readRecord(await world.latest())?.pin).toBeUndefined();
  expect(await unpin(world)).toMatchObject({ action: 'unchanged', to: key('1.0.0') });
  // A person says where it goes.
  expect(await world.run(reconcile(world.task({ kind: 'apply', key: LATEST })))).toMatchObject({ to: key('2.0.0') });
});

test.each(['Enabled', 'Suspended', 'Never'] as const)(
  '%s: one that waits for its fallback loses its pin',
  async (versioning) => {
    const world = await filled(versioning, '    onDelete: { fallback: strange/fallback }\n');
    await pin(world, '1.0.0');
    await world.remove('1.0.0');
    await world.remove('2.0.0');
    expect(await unpin(world)).toMatchObject({ action: 'kept', to: key('1.0.0') });
    expect(readRecord(await world.latest())?.pin).toBeUndefined();
  },
);

test('a protected one that never was pinned is not touched', async () => {
  const world = await filled('Enabled', PROTECTED);
  const before = await world.latest();
  expect(await unpin(world)).toMatchObject({ action: 'unchanged', to: key('1.0.0') });
  expect((await world.latest()).versionId).toBe(before.versionId);
});

test('a missing alias and a real object at its key are refused too', async () => {
  const world = aliasWorld('Enabled', PROTECTED);
  expect(await unpin(world)).toMatchObject({ action: 'unchanged', to: null });
  await world.store.send({ operation: 'PutObject', key: LATEST, body: new Uint8Array(1) });
  expect(await unpin(world)).toMatchObject({ action: 'refused' });
});
