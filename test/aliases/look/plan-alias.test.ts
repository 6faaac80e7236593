import { describe, expect, test } from 'vitest';
import {
  type ListedCandidates,
  type PlannedAlias,
  planAlias,
  planBareLink,
  planRelease,
} from '../../../src/aliases/look/plan-alias.ts';
import type { Cause } from '../../../src/aliases/model/cause.ts';
import { classifyObject } from '../../../src/aliases/model/classify-object.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { listRelease } from '../../../src/aliases/release/list-release.ts';
import type { VersioningStatus } from '../../../src/bucket/records/object-record.ts';
import { type AliasWorld, aliasWorld, key, LATEST } from '../alias-world.ts';
import { type ReleaseWorld, releaseWorld } from '../release-world.ts';

const SWEEP: Cause = { kind: 'sweep' };

/** By a person's word, which brings an alias back in any bucket. */
async function step(world: AliasWorld, cause: Cause = { kind: 'apply' }) {
  await world.run(reconcile(world.task(cause)));
  world.clock.now += 60_000;
}

function put(...versions: string[]) {
  return async (world: AliasWorld) => {
    for (const version of versions) await world.put(version);
  };
}

function link(target: string) {
  return async (world: AliasWorld) => {
    await world.store.send({ operation: 'PutSymlink', key: LATEST, target });
  };
}

async function object(world: AliasWorld) {
  await world.store.send({ operation: 'PutObject', key: LATEST, body: new Uint8Array(1) });
}

function remove(version: string) {
  return (world: AliasWorld) => world.remove(version);
}

async function dropAlias(world: AliasWorld) {
  await world.store.send({ operation: 'DeleteObject', key: LATEST });
}

type Step = (world: AliasWorld) => Promise<void>;
type Expected = Partial<PlannedAlias>;

type Row = [what: string, steps: readonly Step[], expected: Expected, options?: string];

const TABLE: readonly Row[] = [
  ['nothing at all', [], { state: 'absent', change: 'none', from: null, to: null }],
  [
    'a candidate and no alias',
    [put('1.0.0')],
    {
      state: 'missing',
      change: 'point',
      from: null,
      to: key('1.0.0'),
      why: 'there is no alias yet; the greatest candidate',
    },
  ],
  [
    'what the rules say',
    [put('1.0.0'), step],
    {
      state: 'right',
      change: 'none',
      from: key('1.0.0'),
      to: key('1.0.0'),
      why: 'it points at the greatest candidate',
    },
  ],
  [
    'a greater candidate came',
    [put('1.0.0'), step, put('2.0.0')],
    { state: 'stale', change: 'point', from: key('1.0.0'), to: key('2.0.0'), why: 'the greatest candidate' },
  ],
  [
    'the same key was written again',
    [put('1.0.0'), step, put('1.0.0')],
    {
      state: 'stale',
      change: 'point',
      to: key('1.0.0'),
      why: 'its target was written again since; the greatest candidate',
    },
  ],
  [
    'its target is gone, and there is another',
    [put('1.0.0', '2.0.0'), step, remove('2.0.0')],
    {
      state: 'dangling',
      change: 'point',
      broken: true,
      from: key('2.0.0'),
      to: key('1.0.0'),
      why: 'its target is gone; the greatest candidate',
    },
  ],
  [
    'its target is gone, and there is none',
    [put('1.0.0'), step, remove('1.0.0')],
    { state: 'dangling', change: 'remove', broken: true, to: null, why: 'no candidates are left' },
  ],
  [
    'onDelete: keep',
    [put('1.0.0', '2.0.0'), step, remove('2.0.0')],
    { state: 'dangling', change: 'none', broken: true, from: key('2.0.0'), to: key('2.0.0') },
    '    onDelete: keep\n',
  ],
  [
    'onDelete: remove, while it is there',
    [put('1.0.0', '2.0.0'), step, remove('2.0.0')],
    { state: 'dangling', change: 'remove', to: null, why: 'its target was deleted (onDelete: remove)' },
    '    onDelete: remove\n',
  ],
  [
    'a foreign link',
    [put('1.0.0'), link(key('1.0.0'))],
    {
      state: 'foreign',
      change: 'point',
      to: key('1.0.0'),
      why: 'a link that autoalias did not write is there; the greatest candidate',
    },
  ],
  [
    'a broken foreign link, and no candidate',
    [link('gone')],
    { state: 'foreign', change: 'none', broken: true, from: 'gone', to: 'gone' },
  ],
  ['a real object', [put('1.0.0'), object], { state: 'foreign', change: 'refuse', from: null, to: key('1.0.0') }],
  [
    'a real object that the rule replaces',
    [put('1.0.0'), object],
    { state: 'foreign', change: 'point', from: null, to: key('1.0.0') },
    '    onConflict: replace\n',
  ],
  ['an alias that another program removed', [put('1.0.0'), step, dropAlias], { state: 'missing', change: 'point' }],
];

async function winnerOf(world: AliasWorld): Promise<ListedCandidates> {
  const { objects } = await world.store.send({ operation: 'ListObjects', maxKeys: 1000 });
  const found = objects.map((one) => classifyObject(world.task(SWEEP), one)).filter((one) => !('why' in one));
  return { winner: found.at(-1) as ListedCandidates['winner'] };
}

const WRITES: Readonly<Record<string, string>> = {
  none: 'unchanged',
  point: 'pointed',
  remove: 'removed',
  refuse: 'refused',
};

describe.each(['Enabled', 'Suspended', 'Never'] as const)('%s', (versioning: VersioningStatus) => {
  test.each<Row>(TABLE)('%s', async (_, steps, expected, options) => {
    const world = aliasWorld(versioning, options);
    for (const one of steps) await one(world);
    const writes: string[] = [];
    const { store } = world;
    const reading = async (shown?: ListedCandidates): Promise<PlannedAlias> => {
      const protocol = planAlias(world.task(SWEEP), shown);
      let next = protocol.next();
      while (!next.done) {
        writes.push(...next.value.flatMap(({ operation }) => (/^(?:Put|Delete)/.test(operation) ? [operation] : [])));
        next = protocol.next(await Promise.all(next.value.map((request) => store.send(request))));
      }
      return next.value;
    };
    const plan = await reading();
    expect(plan).toMatchObject(expected);
    expect(await reading(await winnerOf(world))).toEqual(plan);
    expect(writes).toEqual([]);
    // What was planned is what is done.
    const done = await world.run(reconcile(world.task(SWEEP)));
    expect(done.action === 'kept' ? 'unchanged' : done.action).toBe(WRITES[plan.change]);
    if (plan.change === 'point') expect(done).toMatchObject({ from: plan.from, to: plan.to });
  });
});

test('under onDelete: remove an alias that went with its target is planned to stay away', async () => {
  const world = aliasWorld('Enabled', '    onDelete: remove\n');
  await put('1.0.0', '2.0.0')(world);
  await step(world);
  await world.remove('2.0.0');
  await step(world, SWEEP);
  expect(await world.run(planAlias(world.task(SWEEP)))).toMatchObject({ state: 'absent', change: 'none' });
});

test('a winner that went since it was listed does not win', async () => {
  const world = aliasWorld('Enabled');
  await put('1.0.0', '2.0.0')(world);
  const shown = await winnerOf(world);
  await world.remove('2.0.0');
  expect(await world.run(planAlias(world.task(SWEEP), shown))).toMatchObject({ to: key('1.0.0') });
});

describe('a link apart from its candidates', () => {
  test.each<[string, readonly Step[]]>([
    ['its target is one', [put('1.0.0'), step]],
    ['its target is one, but not the greatest', [put('1.0.0'), step, put('2.0.0')]],
    ['its target is gone, and there is another', [put('1.0.0', '2.0.0'), step, remove('2.0.0')]],
    ['its target is something else, and there is one', [put('1.0.0'), link('elsewhere')]],
  ])('is left to be met with them: %s', async (_, steps) => {
    const world = aliasWorld('Enabled');
    for (const one of steps) await one(world);
    expect(await world.run(planBareLink(world.task(SWEEP)))).toBeUndefined();
  });

  test.each<[string, readonly Step[], Expected]>([
    ['ours', [put('1.0.0'), step, remove('1.0.0')], { state: 'dangling', change: 'remove' }],
    ['foreign', [link('elsewhere')], { state: 'foreign', change: 'none' }],
    ['that went meanwhile', [], { state: 'absent', change: 'none' }],
  ])('is planned without a pin: %s', async (_, steps, expected) => {
    const world = aliasWorld('Enabled');
    for (const one of steps) await one(world);
    expect(await world.run(planBareLink(world.task(SWEEP)))).toMatchObject(expected);
  });

  test('costs two requests where it is right', async () => {
    const world = aliasWorld('Enabled');
    await put('1.0.0')(world);
    await step(world);
    await world.run(planBareLink(world.task(SWEEP)));
    expect(world.cost.requests).toBe(2);
  });
});

describe('plan release', () => {
  const HOUR = 3_600_000;
  const FILES = ['x', 'y', 'DONE'];

  function names(version: string, files: readonly string[] = FILES) {
    return files.map((file) => `${version}/${file}`);
  }

  async function whole(world: ReleaseWorld): Promise<void> {
    await world.put(...names('1.0.0'));
    world.clock.now += HOUR;
    await world.reconcile({ kind: 'apply', key: 'r/latest/x' });
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
      [
        '1.0.0',
        'latest/DONE right, none: 1.0.0/DONE',
        'latest/x right, none: 1.0.0/x',
        'latest/y right, none: 1.0.0/y',
      ],
    ],
    [
      'the next is not complete',
      '',
      (world) => world.put('2.0.0/x'),
      [
        '1.0.0',
        'latest/DONE right, none: 1.0.0/DONE',
        'latest/x right, none: 1.0.0/x',
        'latest/y right, none: 1.0.0/y',
      ],
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
      [
        '1.0.0',
        'latest/DONE right, none: 1.0.0/DONE',
        'latest/x right, none: 1.0.0/x',
        'latest/y right, none: 1.0.0/y',
      ],
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
    const { outcomes } = await world.reconcile();
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
    const seen = await world.run(listRelease(world.task()));
    const { aliases } = await world.run(planRelease(world.task(), seen));
    expect(aliases.map(({ state }) => state)).toEqual(['right', 'right', 'right']);
    expect(world.cost).toEqual({ requests: 6, roundTrips: 1 });
  });

  test('a file that was written again since is looked for once more', async () => {
    const world = releaseWorld('Enabled');
    await whole(world);
    const seen = await world.run(listRelease(world.task()));
    world.clock.now += 1000;
    await world.put('1.0.0/x');
    const { aliases } = await world.run(planRelease(world.task(), seen));
    expect(aliases.map(({ alias, state }) => [alias, state]).sort()).toEqual([
      ['r/latest/DONE', 'right'],
      ['r/latest/x', 'stale'],
      ['r/latest/y', 'right'],
    ]);
  });
});
