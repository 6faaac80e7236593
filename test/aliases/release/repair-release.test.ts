import { describe, expect, test } from 'vitest';
import { listRelease } from '../../../src/aliases/release/list-release.ts';
import { repairRelease } from '../../../src/aliases/release/repair-release.ts';
import { actionsOf, type ReleaseWorld, releaseWorld } from '../release-world.ts';

const FILES = ['x', 'y', 'DONE'];

function names(version: string, files: readonly string[] = FILES) {
  return files.map((file) => `${version}/${file}`);
}

/** As a sweep does: the listing first. What it costs is counted without. */
async function repaired(world: ReleaseWorld) {
  const seen = await world.run(listRelease(world.task()));
  return world.run(repairRelease(world.task(), seen));
}

async function whole(world: ReleaseWorld): Promise<void> {
  await world.put(...names('1.0.0'));
  await world.reconcile();
  world.writes.length = 0;
}

describe.each(['Enabled', 'Suspended', 'Never'] as const)('%s', (versioning) => {
  test('two reads an alias where all are right, at once', async () => {
    const world = releaseWorld(versioning);
    await whole(world);
    const { release, outcomes } = await repaired(world);
    expect(release?.name).toBe('1.0.0');
    expect([...outcomes.values()]).toEqual(
      ['DONE', 'x', 'y'].map((file) => ({
        action: 'unchanged',
        from: `r/1.0.0/${file}`,
        to: `r/1.0.0/${file}`,
        why: 'it points at release 1.0.0, the greatest complete one',
      })),
    );
    expect(world.cost).toEqual({ requests: 6, roundTrips: 1 });
  });

  test.each<[string, (world: ReleaseWorld) => Promise<unknown>, readonly string[]]>([
    ['one is missing', (world) => world.remove('latest/y'), ['y > 1.0.0/y']],
    [
      'one is a foreign link',
      (world) => world.store.send({ operation: 'PutSymlink', key: 'r/latest/x', target: 'r/0/x' }),
      ['x > 1.0.0/x'],
    ],
    [
      'one file was written again',
      async (world) => {
        world.clock.now += 1000;
        await world.put('1.0.0/y');
      },
      ['y > 1.0.0/y'],
    ],
    [
      'the next release is complete',
      (world) => world.put(...names('2.0.0', ['x', 'DONE'])),
      ['x > 2.0.0/x', 'DONE > 2.0.0/DONE', '-y'],
    ],
    ['a file is gone', (world) => world.remove('1.0.0/y'), ['-y']],
  ])('all are settled where %s', async (_, spoil, writes) => {
    const world = releaseWorld(versioning);
    await whole(world);
    await spoil(world);
    await repaired(world);
    expect(world.writes).toEqual(writes);
    expect(actionsOf(await repaired(world)).every((line) => line.endsWith('unchanged'))).toBe(true);
  });

  test('says of which a target was gone', async () => {
    const world = releaseWorld(versioning);
    await whole(world);
    await world.remove('1.0.0/x');
    const { outcomes } = await repaired(world);
    expect([...outcomes].flatMap(([alias, { dangling }]) => (dangling ? [alias] : []))).toEqual(['r/latest/x']);
  });
});

test('the next release is half moved: it is finished', async () => {
  const world = releaseWorld('Enabled');
  await whole(world);
  await world.put(...names('2.0.0'));
  world.before = async ({ operation }) => {
    if (operation === 'PutSymlink' && world.writes.length > 0) throw new Error('dead');
  };
  await expect(world.reconcile()).rejects.toThrow('dead');
  world.before = undefined;
  expect((await world.links()).DONE).toBe('1.0.0/DONE');
  await repaired(world);
  expect(await world.links()).toEqual({ x: '2.0.0/x', y: '2.0.0/y', DONE: '2.0.0/DONE' });
});

test('a group that only a person moves is left, loudly where a target is gone', async () => {
  const world = releaseWorld('Enabled', '    protected: true\n');
  await world.put(...names('1.0.0'));
  await world.reconcile({ kind: 'apply', key: 'r/latest/x' });
  await world.put(...names('2.0.0'));
  await world.remove('1.0.0/y');
  const writes = world.writes.length;
  const { outcomes } = await repaired(world);
  expect([...outcomes].map(([alias, { action, dangling }]) => [alias, action, dangling === true]).sort()).toEqual([
    ['r/latest/DONE', 'protected', false],
    ['r/latest/x', 'protected', false],
    ['r/latest/y', 'protected', true],
  ]);
  expect(world.writes).toHaveLength(writes);
});

test('an alias that went since it was listed is nothing to be done', async () => {
  const world = releaseWorld('Enabled');
  await whole(world);
  const seen = await world.run(listRelease(world.task()));
  const { outcomes } = await world.run(
    repairRelease(world.task(), { ...seen, aliases: [...seen.aliases, 'r/latest/z'] }),
  );
  expect(outcomes.get('r/latest/z')).toMatchObject({ action: 'unchanged', to: null });
  expect(world.writes).toEqual([]);
});
