import { describe, expect, test } from 'vitest';
import { classifyObject } from '../../../src/aliases/model/classify-object.ts';
import { decide } from '../../../src/aliases/reconcile/decide.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { repairAlias } from '../../../src/aliases/repair/repair-alias.ts';
import { BOS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import { type AliasWorld, aliasWorld, key, LATEST } from '../alias-world.ts';
import { foreignLink, linkTo, runOn, targetOf } from '../targets.ts';

function winnerOf(world: AliasWorld, version: string) {
  const found = classifyObject(world.task({ kind: 'sweep' }), { key: key(version), lastModified: world.clock.now });
  if ('why' in found) throw new TypeError(found.why);
  return found;
}

async function ready(): Promise<AliasWorld> {
  const world = aliasWorld('Enabled');
  for (const version of ['1.0.0', '1.1.0']) await world.put(version);
  await world.run(reconcile(world.task({ kind: 'sweep' })));
  return world;
}

test('costs two requests in one round trip where nothing is wrong', async () => {
  const world = await ready();
  const outcome = await world.run(repairAlias(world.task({ kind: 'sweep' }), winnerOf(world, '1.1.0')));
  expect([outcome.action, world.cost]).toEqual(['unchanged', { requests: 2, roundTrips: 1 }]);
});

test('trusts no stale listing: the alias stays at what is greater by now', async () => {
  const world = await ready();
  const outcome = await world.run(repairAlias(world.task({ kind: 'sweep' }), winnerOf(world, '1.0.0')));
  expect(outcome).toMatchObject({ action: 'unchanged', to: key('1.1.0') });
});

test('repairs an alias that another program moved', async () => {
  const world = await ready();
  await world.store.send({ operation: 'PutSymlink', key: LATEST, target: key('1.0.0') });
  const outcome = await world.run(repairAlias(world.task({ kind: 'sweep' }), winnerOf(world, '1.1.0')));
  expect(outcome).toMatchObject({ action: 'pointed', from: key('1.0.0'), to: key('1.1.0') });
});

test('notices a target that was uploaded again in the same second', async () => {
  const world = await ready();
  const before = await world.latest();
  await world.put('1.1.0');
  await world.run(repairAlias(world.task({ kind: 'sweep' }), winnerOf(world, '1.1.0')));
  expect((await world.latest()).metadata['autoalias-version-id']).not.toBe(before.metadata['autoalias-version-id']);
});

test.each([
  ['a link of ours without candidates goes', true, { action: 'removed' }],
  [
    'a foreign link stays',
    false,
    { action: 'unchanged', why: 'no candidates, and autoalias did not write the link there' },
  ],
])('%s', async (_, ours, expected) => {
  const world = await ready();
  if (!ours) await world.store.send({ operation: 'PutSymlink', key: LATEST, target: key('1.0.0') });
  for (const version of ['1.0.0', '1.1.0']) await world.remove(version);
  expect(await world.run(repairAlias(world.task({ kind: 'sweep' }), undefined))).toMatchObject(expected);
});

async function gone(world: AliasWorld): Promise<void> {
  for (const version of ['1.0.0', '1.1.0']) await world.remove(version);
}

test.each<[string, (world: AliasWorld) => Promise<void>, string | undefined, object]>([
  ['ours, and there is another', (world) => world.remove('1.1.0'), '1.0.0', { action: 'pointed', to: key('1.0.0') }],
  ['ours, and there is none', gone, undefined, { action: 'removed' }],
  [
    'foreign',
    async ({ store }) => void (await store.send({ operation: 'PutSymlink', key: LATEST, target: 'nowhere' })),
    '1.1.0',
    { action: 'pointed', from: 'nowhere' },
  ],
  [
    'foreign, and without a candidate',
    async (world) => {
      await gone(world);
      await world.store.send({ operation: 'PutSymlink', key: LATEST, target: 'nowhere' });
    },
    undefined,
    { action: 'unchanged', to: 'nowhere' },
  ],
])('a link whose target is gone is reported: %s', async (_, change, winner, expected) => {
  const world = await ready();
  await change(world);
  const shown = winner === undefined ? undefined : winnerOf(world, winner);
  expect(await world.run(repairAlias(world.task({ kind: 'sweep' }), shown))).toMatchObject({
    ...expected,
    dangling: true,
  });
});

test.each<[string, (world: AliasWorld) => Promise<void>, string | undefined]>([
  ['it is right', async () => {}, '1.1.0'],
  ['a greater one came', (world) => world.put('1.2.0'), '1.2.0'],
  ['its target was written again', (world) => world.put('1.1.0'), '1.1.0'],
  [
    'another program moved it',
    async ({ store }) => void (await store.send({ operation: 'PutSymlink', key: LATEST, target: key('1.0.0') })),
    '1.1.0',
  ],
  [
    'there is no link',
    async ({ store }) => void (await store.send({ operation: 'DeleteObject', key: LATEST })),
    '1.1.0',
  ],
  ['no winner was shown', async () => {}, undefined],
])('a link whose target is there is not: %s', async (_, change, winner) => {
  const world = await ready();
  await change(world);
  const shown = winner === undefined ? undefined : winnerOf(world, winner);
  expect((await world.run(repairAlias(world.task({ kind: 'sweep' }), shown))).dangling).toBeUndefined();
});

describe('a link into another bucket at the key of the alias', () => {
  const elsewhere = { ...foreignLink(key('1.0.0')), targetBucket: 'other' };
  const task = aliasWorld('Enabled', '', { capabilities: BOS_CAPABILITIES }).task({ kind: 'sweep' });

  test('without a candidate, it stays, and its target is not read', () => {
    const { result, asked } = runOn(repairAlias(task, undefined), () => elsewhere);
    expect(result).toMatchObject({ action: 'unchanged', why: 'autoalias did not write the link there' });
    expect(asked).toHaveLength(1);
  });

  test('it does not show the candidate with the same key', () => {
    const winner = targetOf(task, key('1.0.0'));
    const ours = linkTo(task, winner);
    expect(decide(task, ours, { winner })).toMatchObject({ want: 'nothing' });
    expect(decide(task, { ...ours, targetBucket: 'other' }, { winner })).toMatchObject({ want: 'point' });
  });
});
