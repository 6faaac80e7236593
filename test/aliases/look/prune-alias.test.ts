import { describe, expect, test } from 'vitest';
import { pruneAlias, readOrphan } from '../../../src/aliases/look/prune-alias.ts';
import type { Protocol } from '../../../src/aliases/model/protocol.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { BOS_CAPABILITIES, OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import { type AliasWorld, aliasWorld, key, LATEST } from '../alias-world.ts';

async function written(versioning: 'Enabled' | 'Suspended' | 'Never' = 'Enabled'): Promise<AliasWorld> {
  const world = aliasWorld(versioning);
  await world.put('1.0.0');
  await world.run(reconcile(world.task({ kind: 'apply' })));
  return world;
}

async function putLink({ store }: AliasWorld, target = 'theirs') {
  await store.send({ operation: 'PutSymlink', key: LATEST, target });
}

async function putObject({ store }: AliasWorld) {
  await store.send({ operation: 'PutObject', key: LATEST, body: new Uint8Array(1) });
}

async function remove({ store }: AliasWorld) {
  await store.send({ operation: 'DeleteObject', key: LATEST });
}

async function standing({ store }: AliasWorld) {
  const { found, ...rest } = await store.send({ operation: 'GetSymlink', key: LATEST });
  return 'target' in rest ? rest.target : found;
}

describe('a link of ours', () => {
  test.each(['Enabled', 'Suspended', 'Never'] as const)('is removed, %s', async (versioning) => {
    const world = await written(versioning);
    expect(await world.run(readOrphan(LATEST))).toEqual({
      alias: LATEST,
      rule: 'app',
      target: key('1.0.0'),
      broken: false,
    });
    expect(await world.run(pruneAlias(OSS_CAPABILITIES, LATEST))).toMatchObject({ action: 'removed' });
    expect(await standing(world)).toBe('none');
  });

  test('says where its target is gone', async () => {
    const world = await written();
    await world.remove('1.0.0');
    expect(await world.run(readOrphan(LATEST))).toMatchObject({ broken: true });
  });
});

describe('what is not ours stays', () => {
  test.each<[string, (world: AliasWorld) => Promise<void>, string, string]>([
    ['a real object', putObject, 'object', 'a real object is there now'],
    ['a foreign link', putLink, 'theirs', 'another program has replaced the link'],
    ['nothing', remove, 'none', 'it is gone already'],
  ])('%s', async (_, change, stands, why) => {
    for (const versioning of ['Enabled', 'Suspended', 'Never'] as const) {
      const world = await written(versioning);
      await change(world);
      expect(await world.run(readOrphan(LATEST))).toBeUndefined();
      expect(await world.run(pruneAlias(OSS_CAPABILITIES, LATEST))).toEqual({ action: 'left', why });
      expect(await standing(world)).toBe(stands);
    }
  });
});

/** Runs a protocol. Before each numbered request, runs the work of another program. */
async function interrupted<T>(
  world: AliasWorld,
  protocol: Protocol<T>,
  works: Readonly<Record<number, (world: AliasWorld) => Promise<void>>>,
) {
  let step = protocol.next();
  for (let i = 1; !step.done; i++) {
    await works[i]?.(world);
    step = protocol.next(await Promise.all(step.value.map((request) => world.store.send(request))));
  }
  return step.value;
}

describe('another program writes at the same time, in a bucket with versioning', () => {
  test.each<[string, (world: AliasWorld) => Promise<void>, string]>([
    ['an object', putObject, 'object'],
    ['a link', putLink, 'theirs'],
    ['our own link again', (world) => putLink(world, key('1.0.0')), key('1.0.0')],
    [
      'twice',
      async (world) => {
        await putObject(world);
        await putLink(world);
      },
      'theirs',
    ],
  ])('between the read and the deletion: %s remains', async (_, work, stands) => {
    // Before and after the version that records the deletion.
    for (const step of [2, 3]) {
      const world = await written();
      const pruned = await interrupted(world, pruneAlias(OSS_CAPABILITIES, LATEST), { [step]: work });
      expect(pruned).toMatchObject({ action: 'left', why: expect.stringContaining('at the same moment') });
      expect(await standing(world)).toBe(stands);
    }
  });

  test.each<[string, (world: AliasWorld) => Promise<void>, string]>([
    ['an object', putObject, 'object'],
    ['a link', putLink, 'theirs'],
  ])('after the deletion: %s remains, and ours is deleted', async (_, work, stands) => {
    const world = await written();
    expect(await interrupted(world, pruneAlias(OSS_CAPABILITIES, LATEST), { 4: work })).toMatchObject({
      action: 'removed',
    });
    expect(await standing(world)).toBe(stands);
  });

  test('between the read and the deletion, and again after it: the last write remains', async () => {
    const world = await written();
    const pruned = await interrupted(world, pruneAlias(OSS_CAPABILITIES, LATEST), { 2: putObject, 5: putLink });
    expect(pruned.action).toBe('left');
    expect(await standing(world)).toBe('theirs');
  });
});

test('without versions of links, the deletion is not compared with the versions of the key', async () => {
  const world = aliasWorld('Enabled', '', { capabilities: BOS_CAPABILITIES });
  await world.put('1.0.0');
  await world.run(reconcile(world.task({ kind: 'apply' })));
  expect(await world.run(pruneAlias(BOS_CAPABILITIES, LATEST))).toMatchObject({ action: 'removed' });
  expect(world.cost.requests).toBe(2);
  expect(await standing(world)).toBe('none');
});
