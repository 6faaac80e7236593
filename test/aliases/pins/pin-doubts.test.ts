import { describe, expect, test } from 'vitest';
import { pinAlias } from '../../../src/aliases/pins/pin-alias.ts';
import { pinDoubts } from '../../../src/aliases/pins/pin-doubts.ts';
import { applyChange } from '../../../src/aliases/reconcile/apply-change.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { type AliasWorld, aliasWorld, created, key, LATEST } from '../alias-world.ts';

const HOUR = 3_600_000;
const PIN = { reason: 'hold' };
const SWEEP = { kind: 'sweep' } as const;
const BY_HAND = { kind: 'by-hand', what: 'pin' } as const;

async function upload(world: AliasWorld, version: string) {
  world.clock.now += HOUR;
  await world.put(version);
  await world.run(applyChange(world.task(created(version)), key(version)));
}

async function ready(versioning: 'Enabled' | 'Suspended' | 'Never', ...versions: readonly string[]) {
  const world = aliasWorld(versioning);
  for (const version of versions) await upload(world, version);
  world.clock.now += HOUR;
  return world;
}

function pin(world: AliasWorld, version: string) {
  return world.run(pinAlias(world.task(BY_HAND), key(version), PIN));
}

async function doubts(world: AliasWorld) {
  return world.run(pinDoubts(world.task(SWEEP), await world.latest()));
}

async function forge(world: AliasWorld, version: string, change: Record<string, string>) {
  const { metadata } = await world.latest();
  await world.store.send({
    operation: 'PutSymlink',
    key: LATEST,
    target: key(version),
    metadata: { ...metadata, ...change },
  });
}

describe.each(['Enabled', 'Suspended', 'Never'] as const)('a real pin is not doubted, %s', (versioning) => {
  test.each<readonly [string, (world: AliasWorld) => Promise<unknown>]>([
    ['pin', (world) => pin(world, '1.0.0')],
    [
      'pin over a delete marker',
      async (world) => {
        await world.store.send({ operation: 'DeleteObject', key: LATEST });
        world.clock.now += HOUR;
        await pin(world, '1.0.0');
      },
    ],
    [
      'pin over a link of another program',
      async (world) => {
        await world.store.send({ operation: 'PutSymlink', key: LATEST, target: 'x' });
        world.clock.now += HOUR;
        await pin(world, '1.0.0');
      },
    ],
    [
      'pin whose target is written again, and then deleted',
      async (world) => {
        await pin(world, '1.0.0');
        world.clock.now += HOUR;
        await world.put('1.0.0', 'other');
        expect(await doubts(world)).toEqual([]);
        await world.remove('1.0.0');
      },
    ],
  ])('%s', async (_, act) => {
    const world = await ready(versioning, '1.0.0', '1.1.0');
    await act(world);
    expect(await doubts(world)).toEqual([]);
  });
});

test('a restored pin is not doubted, nor one whose older versions were deleted', async () => {
  const world = await ready('Enabled', '1.0.0', '1.1.0');
  const stale = await world.latest();
  await pin(world, '1.0.0');
  await world.store.send({ ...stale, operation: 'PutSymlink', key: LATEST });
  await world.run(reconcile(world.task(SWEEP)));
  expect((await world.latest()).metadata).toMatchObject({ 'autoalias-pin': 'hold', 'autoalias-cause': 'sweep' });
  expect(await doubts(world)).toEqual([]);
  const { versions } = await world.store.send({ operation: 'ListObjectVersions', prefix: LATEST });
  for (const { versionId, isLatest } of versions)
    if (!isLatest) await world.store.send({ operation: 'DeleteObject', key: LATEST, versionId });
  expect(await doubts(world)).toEqual([]);
});

test('an alias without a pin is not judged', async () => {
  const world = await ready('Enabled', '1.0.0');
  await forge(world, '1.0.0', { 'autoalias-cause': 'because' });
  expect(await doubts(world)).toEqual([]);
});

describe('a forged pin is found', () => {
  test.each([
    ['the record of an upload with a pin', {}, 'no pin command wrote it, and no older version has this pin'],
    [
      'a copied record with the cause of a pin',
      { 'autoalias-cause': 'pin' },
      'when the pin was written, a version newer than its recorded base had existed for more than ten minutes',
    ],
    [
      'a base that never was',
      { 'autoalias-cause': 'pin', 'autoalias-base': 'x' },
      'its recorded base is not among the older versions of the alias',
    ],
    [
      'another order',
      { 'autoalias-cause': 'pin', 'autoalias-order': '9' },
      'its recorded order "9" does not match its target',
    ],
    [
      'another ETag',
      { 'autoalias-cause': 'pin', 'autoalias-etag': 'E' },
      'its recorded ETag or time does not match that version of its target',
    ],
    ['no reason', { 'autoalias-cause': 'pin', 'autoalias-pin': '' }, 'its reason is empty'],
  ])('%s', async (_, change, doubt) => {
    const world = await ready('Enabled', '1.0.0', '1.1.0');
    await forge(world, '1.1.0', { 'autoalias-pin': 'routine', ...change });
    expect((await doubts(world)).join('\n')).toContain(doubt);
  });

  test.each([
    [
      {},
      'in a bucket without versions, no command writes a pin with the cause "ObjectCreated:PutObject releases/app/1.1.0/app.tgz"',
    ],
    [
      { 'autoalias-cause': 'pin', 'autoalias-etag': 'E' },
      'its recorded ETag or time does not match its target, which is older than the pin',
    ],
  ])('without versions, with %j', async (change, doubt) => {
    const world = await ready('Never', '1.0.0', '1.1.0');
    await forge(world, '1.1.0', { 'autoalias-pin': 'routine', ...change });
    expect((await doubts(world)).join('\n')).toContain(doubt);
  });
});
