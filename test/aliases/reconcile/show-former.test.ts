import { describe, expect, test } from 'vitest';
import { planAlias } from '../../../src/aliases/look/plan-alias.ts';
import type { Cause } from '../../../src/aliases/model/cause.ts';
import { ownVersions } from '../../../src/aliases/model/version-chain.ts';
import { applyChange } from '../../../src/aliases/reconcile/apply-change.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { showFormer } from '../../../src/aliases/reconcile/show-former.ts';
import { repairAlias } from '../../../src/aliases/repair/repair-alias.ts';
import { runProtocol } from '../../../src/handlers/work/run-protocol.ts';
import { type AliasWorld, aliasWorld, key, LATEST, removed } from '../alias-world.ts';

/** The alias has shown these versions, one after the other. */
async function shown(world: AliasWorld, ...versions: readonly string[]): Promise<void> {
  for (const version of versions) {
    await world.put(version);
    await world.run(reconcile(world.task({ kind: 'sweep' })));
  }
  world.cost.requests = 0;
  world.cost.roundTrips = 0;
}

/** Shows a former target after a deletion, without the listing that follows. */
async function showOnly(world: AliasWorld, cause: Cause) {
  const current = await world.latest();
  const task = world.task(cause);
  const page = await world.store.send({ operation: 'ListObjectVersions', prefix: LATEST, maxKeys: 10 });
  const [, ...below] = ownVersions(task, page);
  return world.run(showFormer(task, current, below));
}

describe('after the target was deleted', () => {
  test.each([
    ['', 12],
    ['    withdraw: false', 12],
  ])(
    'a former target is shown within 12 requests in 3 round trips, however long the history is%s',
    async (rule, most) => {
      const world = aliasWorld('Enabled', rule);
      await shown(world, ...Array.from({ length: 15 }, (_, i) => `1.${i}.0`));
      await world.remove('1.14.0');
      expect(await showOnly(world, removed('1.14.0'))).toMatchObject({ isUnsure: true });
      const link = await world.latest();
      expect(link.target).toBe(key('1.13.0'));
      expect(link.metadata).toMatchObject({ 'autoalias-interim': 'true' });
      expect(world.cost).toEqual({ requests: most, roundTrips: 3 });
    },
  );

  test('readers are served after 16 requests: 4 of the first look, and 12', async () => {
    const world = aliasWorld('Enabled');
    await shown(world, ...Array.from({ length: 15 }, (_, i) => `1.${i}.0`));
    await world.remove('1.14.0');
    const task = world.task(removed('1.14.0'));
    let requests = 0;
    const served: number[] = [];
    const { send } = world.store;
    const watched = {
      ...world.store,
      send: async (...[request]: Parameters<typeof send>) => {
        requests++;
        if (request.operation === 'PutSymlink') served.push(requests);
        return send(request);
      },
    };
    await runProtocol(applyChange(task, key('1.14.0')), watched as typeof world.store);
    expect(served[0]).toBe(16);
  });

  test('the listing that follows chooses one that was never shown, and the mark is gone', async () => {
    const world = aliasWorld('Enabled');
    await shown(world, '1.0.0', '2.0.0');
    await world.put('1.5.0');
    await world.remove('2.0.0');
    const outcome = await world.run(applyChange(world.task(removed('2.0.0')), key('2.0.0')));
    expect(outcome).toMatchObject({ action: 'pointed', from: key('2.0.0'), to: key('1.5.0') });
    expect((await world.latest()).metadata).not.toHaveProperty('autoalias-interim');
    // The former target was written first.
    const { versions } = await world.store.send({ operation: 'ListObjectVersions', prefix: LATEST, maxKeys: 10 });
    const links = await Promise.all(
      versions
        .slice(0, 3)
        .map(({ versionId }) => world.store.send({ operation: 'GetSymlink', key: LATEST, versionId })),
    );
    expect(links.map((link) => link.found === 'symlink' && link.target)).toEqual(['1.5.0', '1.0.0', '2.0.0'].map(key));
  });

  test('the mark goes even if the former target is the winner', async () => {
    const world = aliasWorld('Enabled');
    await shown(world, '1.0.0', '2.0.0');
    await world.remove('2.0.0');
    const outcome = await world.run(applyChange(world.task(removed('2.0.0')), key('2.0.0')));
    expect(outcome).toMatchObject({ action: 'pointed', from: key('2.0.0'), to: key('1.0.0') });
    const link = await world.latest();
    expect([link.target, link.metadata['autoalias-interim']]).toEqual([key('1.0.0'), undefined]);
  });

  test('the greatest that exists and is not withdrawn is shown', async () => {
    const world = aliasWorld('Enabled');
    await shown(world, '1.0.0', '2.0.0', '3.0.0', '4.0.0');
    await world.withdraw('3.0.0');
    await world.remove('2.0.0');
    await world.remove('4.0.0');
    await showOnly(world, removed('4.0.0'));
    expect((await world.latest()).target).toBe(key('1.0.0'));
  });

  test('a former target that was written since is recorded as it is now', async () => {
    const world = aliasWorld('Enabled');
    await shown(world, '1.0.0', '2.0.0');
    await world.put('1.0.0', 'again');
    await world.remove('2.0.0');
    await showOnly(world, removed('2.0.0'));
    const head = await world.store.send({ operation: 'HeadObject', key: key('1.0.0') });
    const link = await world.latest();
    expect([link.target, link.metadata['autoalias-version-id']]).toEqual([
      key('1.0.0'),
      head.found === 'object' && head.versionId,
    ]);
  });

  test.each<[string, string, (world: AliasWorld) => Promise<void>]>([
    ['no former target', '', async (world) => shown(world, '2.0.0')],
    [
      'only itself',
      '',
      async (world) => {
        await shown(world, '2.0.0');
        await world.put('2.0.0', 'b');
        await shown(world);
        await world.run(reconcile(world.task({ kind: 'sweep' })));
      },
    ],
    [
      'a former target that is gone',
      '',
      async (world) => {
        await shown(world, '1.0.0', '2.0.0');
        await world.remove('1.0.0');
      },
    ],
    [
      'a former target that is withdrawn',
      '',
      async (world) => {
        await shown(world, '1.0.0', '2.0.0');
        await world.withdraw('1.0.0');
      },
    ],
    [
      'a former target that is too young again',
      '    minimumAge: 1h',
      async (world) => {
        for (const version of ['1.0.0', '2.0.0']) {
          await world.put(version);
          world.clock.now += 3_600_000;
          await world.run(reconcile(world.task({ kind: 'sweep' })));
        }
        await world.put('1.0.0', 'again');
      },
    ],
  ])('nothing is written if there is %s', async (_, rule, prepare) => {
    const world = aliasWorld('Enabled', rule);
    await prepare(world);
    await world.remove('2.0.0');
    const before = await world.latest();
    expect(await showOnly(world, removed('2.0.0'))).toEqual({ isUnsure: true });
    expect(await world.latest()).toEqual(before);
  });
});

describe('applyChange shows no former target', () => {
  /** The versions of the alias, newest first, and whether each of them has the mark. */
  async function marks(world: AliasWorld): Promise<readonly boolean[]> {
    const { versions } = await world.store.send({ operation: 'ListObjectVersions', prefix: LATEST, maxKeys: 20 });
    const links = await Promise.all(
      versions.map(({ versionId }) => world.store.send({ operation: 'GetSymlink', key: LATEST, versionId })),
    );
    return links.map((link) => link.found === 'symlink' && 'autoalias-interim' in link.metadata);
  }

  test.each(['keep', 'remove'])('under onDelete: %s', async (onDelete) => {
    const world = aliasWorld('Enabled', `    onDelete: ${onDelete}`);
    await shown(world, '1.0.0', '2.0.0');
    await world.remove('2.0.0');
    await world.run(applyChange(world.task(removed('2.0.0')), key('2.0.0')));
    expect(await marks(world)).not.toContain(true);
  });

  test.each(['Never', 'Suspended'] as const)('in a bucket without versions (%s)', async (versioning) => {
    const world = aliasWorld(versioning);
    await shown(world, '1.0.0', '2.0.0');
    await world.remove('2.0.0');
    await world.run(applyChange(world.task(removed('2.0.0')), key('2.0.0')));
    expect((await world.latest()).target).toBe(key('1.0.0'));
    expect(await marks(world)).not.toContain(true);
  });

  test('if another object was deleted', async () => {
    const world = aliasWorld('Enabled');
    await shown(world, '1.0.0', '2.0.0', '3.0.0');
    await world.remove('2.0.0');
    await world.run(applyChange(world.task(removed('2.0.0')), key('2.0.0')));
    expect(await marks(world)).not.toContain(true);
    expect(world.cost.requests).toBeLessThanOrEqual(6);
  });
});

test('a handler that died after it showed a former target is made good by any event', async () => {
  const world = aliasWorld('Enabled');
  await shown(world, '1.0.0', '2.0.0');
  await world.put('1.5.0');
  await world.remove('2.0.0');
  await showOnly(world, removed('2.0.0'));
  expect((await world.latest()).target).toBe(key('1.0.0'));
  const late = { kind: 'change', event: 'ObjectCreated:PutObject', key: key('0.9.0') } as const;
  await world.run(applyChange(world.task(late), key('0.9.0')));
  const link = await world.latest();
  expect([link.target, link.metadata['autoalias-interim']]).toEqual([key('1.5.0'), undefined]);
});

test('a link for the time being is stale, and says that it is being repaired', async () => {
  const world = aliasWorld('Enabled');
  await shown(world, '1.0.0', '2.0.0');
  await world.remove('2.0.0');
  await showOnly(world, removed('2.0.0'));
  expect(await world.run(planAlias(world.task({ kind: 'sweep' })))).toMatchObject({
    state: 'stale',
    change: 'point',
    from: key('1.0.0'),
    to: key('1.0.0'),
    why: expect.stringContaining('it is being repaired'),
  });
});

test('the sweep writes a link for the time being once more', async () => {
  const world = aliasWorld('Enabled');
  await shown(world, '1.0.0', '2.0.0');
  await world.remove('2.0.0');
  await showOnly(world, removed('2.0.0'));
  const winner = { key: key('1.0.0'), value: [], lastModified: 0 };
  await world.run(repairAlias(world.task({ kind: 'sweep' }), winner));
  expect((await world.latest()).metadata).not.toHaveProperty('autoalias-interim');
});
