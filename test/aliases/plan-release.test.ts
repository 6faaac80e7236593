import { expect, test } from 'vitest';
import { lookAtRelease } from '../../src/aliases/look-at-release.ts';
import { planRelease } from '../../src/aliases/plan-release.ts';
import { type ReleaseWorld, releaseWorld } from './release-world.ts';

const HOUR = 3_600_000;
const FILES = ['x', 'y', 'DONE'];

function names(version: string, files: readonly string[] = FILES) {
  return files.map((file) => `${version}/${file}`);
}

async function whole(world: ReleaseWorld): Promise<void> {
  await world.put(...names('1.0.0'));
  world.clock.now += HOUR;
  await world.settle({ kind: 'apply', key: 'r/latest/x' });
  world.writes.length = 0;
}

async function plan(world: ReleaseWorld) {
  const { release, aliases } = await world.run(planRelease(world.task()));
  const lines = aliases.map(({ alias, state, change, to }) => {
    const end = (key: string | null) => key?.slice('r/'.length) ?? 'nothing';
    return `${end(alias)} ${state}, ${change}: ${end(to)}`;
  });
  return [release?.name, ...lines.sort()];
}

test.each<[string, string, (world: ReleaseWorld) => Promise<unknown>, readonly (string | undefined)[]]>([
  [
    'all is right',
    '',
    async () => {},
    ['1.0.0', 'latest/DONE right, none: 1.0.0/DONE', 'latest/x right, none: 1.0.0/x', 'latest/y right, none: 1.0.0/y'],
  ],
  [
    'the next is not complete',
    '',
    (world) => world.put('2.0.0/x'),
    ['1.0.0', 'latest/DONE right, none: 1.0.0/DONE', 'latest/x right, none: 1.0.0/x', 'latest/y right, none: 1.0.0/y'],
  ],
  [
    'the next lacks a file, and has another',
    '',
    (world) => world.put(...names('2.0.0', ['x', 'z', 'DONE'])),
    [
      '2.0.0',
      'latest/DONE stale, point: 2.0.0/DONE',
      'latest/x stale, point: 2.0.0/x',
      'latest/y stale, remove: nothing',
      'latest/z missing, point: 2.0.0/z',
    ],
  ],
  [
    'it is taken back',
    '',
    (world) => world.remove('1.0.0/DONE'),
    [
      undefined,
      'latest/DONE dangling, remove: nothing',
      'latest/x stale, remove: nothing',
      'latest/y stale, remove: nothing',
    ],
  ],
  [
    'only a person moves them',
    '    protected: true\n',
    (world) => world.put(...names('2.0.0')),
    [
      '2.0.0',
      'latest/DONE protected, none: 1.0.0/DONE',
      'latest/x protected, none: 1.0.0/x',
      'latest/y protected, none: 1.0.0/y',
    ],
  ],
  [
    'the next is too young',
    '    minimumAge: 1h\n',
    (world) => world.put(...names('2.0.0')),
    ['1.0.0', 'latest/DONE right, none: 1.0.0/DONE', 'latest/x right, none: 1.0.0/x', 'latest/y right, none: 1.0.0/y'],
  ],
  [
    'real objects and links of others',
    '',
    async (world) => {
      await world.put('latest/y');
      await world.store.send({ operation: 'PutSymlink', key: 'r/latest/x', target: 'r/1.0.0/y' });
    },
    [
      '1.0.0',
      'latest/DONE right, none: 1.0.0/DONE',
      'latest/x foreign, point: 1.0.0/x',
      'latest/y foreign, refuse: 1.0.0/y',
    ],
  ],
])('%s', async (_, options, spoil, expected) => {
  const world = releaseWorld('Enabled', options);
  await whole(world);
  await spoil(world);
  expect(await plan(world)).toEqual(expected);
  expect(world.writes).toEqual([]);
});

test.each(['Enabled', 'Suspended', 'Never'] as const)('what is planned is what is done, %s', async (versioning) => {
  const world = releaseWorld(versioning);
  await whole(world);
  await world.put(...names('2.0.0', ['x', 'z', 'DONE']));
  const { aliases } = await world.run(planRelease(world.task()));
  const { outcomes } = await world.settle();
  const planned = aliases.map(({ alias, from, to, change }) => [
    alias,
    from,
    to,
    change === 'remove' ? 'removed' : 'pointed',
  ]);
  const did = [...outcomes].map(([alias, { from, to, action }]) => [alias, from, to, action]);
  expect(planned.toSorted()).toEqual(did.toSorted());
  const again = await world.run(planRelease(world.task()));
  expect(again.aliases.map(({ change }) => change)).toEqual(['none', 'none', 'none']);
});

test('what a listing showed already is not listed again', async () => {
  const world = releaseWorld('Enabled');
  await whole(world);
  const seen = await world.run(lookAtRelease(world.task()));
  const { aliases } = await world.run(planRelease(world.task(), seen));
  expect(aliases.map(({ state }) => state)).toEqual(['right', 'right', 'right']);
  expect(world.cost).toEqual({ requests: 6, roundTrips: 1 });
});

test('a file that was written again since is looked for once more', async () => {
  const world = releaseWorld('Enabled');
  await whole(world);
  const seen = await world.run(lookAtRelease(world.task()));
  world.clock.now += 1000;
  await world.put('1.0.0/x');
  const { aliases } = await world.run(planRelease(world.task(), seen));
  expect(aliases.map(({ alias, state }) => [alias, state]).sort()).toEqual([
    ['r/latest/DONE', 'right'],
    ['r/latest/x', 'stale'],
    ['r/latest/y', 'right'],
  ]);
});
