import { describe, expect, test } from 'vitest';
import { aliasHistory } from '../../../src/aliases/look/history.ts';
import { planAlias } from '../../../src/aliases/look/plan-alias.ts';
import { mergeMoves } from '../../../src/aliases/past/release-moves.ts';
import { applyChange } from '../../../src/aliases/reconcile/apply-change.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { runProtocol } from '../../../src/handlers/work/run-protocol.ts';
import { BOS_CAPABILITIES, OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import { type AliasWorld, aliasWorld, created, key, LATEST, removed } from '../alias-world.ts';

const START = Date.UTC(2026, 10, 20, 12);
const MINUTE = 60_000;

async function upload(world: AliasWorld, version: string) {
  await world.put(version);
  await world.run(reconcile(world.task(created(version))));
  world.clock.now += MINUTE;
}

async function send(world: AliasWorld, operation: 'link' | 'object' | 'delete') {
  const { store } = world;
  if (operation === 'link') await store.send({ operation: 'PutSymlink', key: LATEST, target: 'theirs' });
  else if (operation === 'object') await store.send({ operation: 'PutObject', key: LATEST, body: new Uint8Array(1) });
  else await store.send({ operation: 'DeleteObject', key: LATEST });
  world.clock.now += MINUTE;
}

/** Three moves of ours, then what others did. */
async function lived(versioning: 'Enabled' | 'Suspended' | 'Never' = 'Enabled') {
  const world = aliasWorld(versioning);
  for (const version of ['1.0.0', '1.1.0', '2.0.0']) await upload(world, version);
  await world.remove('2.0.0');
  await world.run(reconcile(world.task(removed('2.0.0'))));
  world.clock.now += MINUTE;
  return world;
}

describe('a deletion', () => {
  const gone = { ...removed('1.0.0'), actor: 'ci' };

  test('of ours says who caused it and why; its record is not a move', async () => {
    const world = aliasWorld('Enabled');
    await upload(world, '1.0.0');
    await world.remove('1.0.0');
    await world.run(reconcile(world.task(gone)));
    const { entries, more } = await world.run(aliasHistory(OSS_CAPABILITIES, LATEST, 2));
    expect(entries).toMatchObject([
      {
        what: 'removed',
        from: key('1.0.0'),
        to: null,
        rule: 'app',
        actor: 'ci',
        cause: `ObjectRemoved:DeleteObject ${key('1.0.0')}`,
      },
      { what: 'pointed', from: null, to: key('1.0.0') },
    ]);
    expect([entries.length, more]).toEqual([2, false]);
    expect(await world.run(aliasHistory(OSS_CAPABILITIES, LATEST, 1))).toMatchObject({
      entries: [{ what: 'removed' }],
      more: true,
    });
  });

  test('by another program says nothing, even if autoalias deleted the alias earlier', async () => {
    const world = aliasWorld('Enabled');
    await upload(world, '1.0.0');
    await world.remove('1.0.0');
    await world.run(reconcile(world.task(gone)));
    await upload(world, '1.1.0');
    await send(world, 'delete');
    const { entries } = await world.run(aliasHistory(OSS_CAPABILITIES, LATEST, 10));
    expect(entries).toMatchObject([
      { what: 'removed', from: key('1.1.0'), cause: null, actor: null },
      { what: 'pointed', from: null, to: key('1.1.0'), gap: false },
      { what: 'removed', actor: 'ci' },
      { what: 'pointed' },
    ]);
  });

  test('that was recorded and not made is not a move', async () => {
    const world = aliasWorld('Enabled');
    await upload(world, '1.0.0');
    await world.remove('1.0.0');
    const dies = {
      ...world.store,
      send: async (...[request]: Parameters<typeof world.store.send>) => {
        if (request.operation === 'DeleteObject') throw new Error('dead');
        return world.store.send(request);
      },
    };
    await expect(runProtocol(reconcile(world.task(gone)), dies as typeof world.store)).rejects.toThrow('dead');
    expect(await world.run(aliasHistory(OSS_CAPABILITIES, LATEST, 10))).toMatchObject({
      entries: [{ what: 'pointed', from: null, to: key('1.0.0') }],
      rewrites: 1,
    });
    expect(await world.run(aliasHistory(OSS_CAPABILITIES, LATEST, 10, () => true))).toMatchObject({
      entries: [
        { what: 'pointed', changes: 'record', from: key('1.0.0'), to: key('1.0.0'), actor: 'ci' },
        { what: 'pointed' },
      ],
      rewrites: 0,
    });
    // The object is back, so the alias is right, apart from the record.
    await world.put('1.0.0', '1.0.0');
    const task = world.task(created('1.0.0'));
    expect(await world.run(planAlias(task))).toMatchObject({ state: 'stale', change: 'point' });
    expect(await world.run(applyChange(task, key('1.0.0')))).toMatchObject({ action: 'pointed' });
    expect((await world.latest()).metadata).not.toHaveProperty('autoalias-removes');
  });

  test.each(['Suspended', 'Never'] as const)('is not recorded where versioning is %s', async (versioning) => {
    const world = aliasWorld(versioning);
    await upload(world, '1.0.0');
    await world.remove('1.0.0');
    const writes: string[] = [];
    const watched = {
      ...world.store,
      send: async (...[request]: Parameters<typeof world.store.send>) => {
        if (/Put|Delete/.test(request.operation)) writes.push(request.operation);
        return world.store.send(request);
      },
    };
    await runProtocol(reconcile(world.task(gone)), watched as typeof world.store);
    expect(writes).toEqual(['DeleteObject']);
  });
});

describe('in a bucket with versioning', () => {
  test('each move says when, from, to, by which rule, in what order and why; the newest first', async () => {
    const world = await lived();
    const history = await world.run(aliasHistory(OSS_CAPABILITIES, LATEST, 10));
    expect(history).toMatchObject({ alias: LATEST, versioning: 'Enabled', more: false });
    const ours = { what: 'pointed', rule: 'app', gap: false };
    expect(history.entries).toMatchObject([
      {
        ...ours,
        at: START + 3 * MINUTE,
        from: key('2.0.0'),
        to: key('1.1.0'),
        order: '1.1.0',
        cause: `ObjectRemoved:DeleteObject ${key('2.0.0')}`,
      },
      {
        ...ours,
        at: START + 2 * MINUTE,
        from: key('1.1.0'),
        to: key('2.0.0'),
        order: '2.0.0',
        cause: `ObjectCreated:PutObject ${key('2.0.0')}`,
      },
      { ...ours, at: START + MINUTE, from: key('1.0.0'), to: key('1.1.0'), order: '1.1.0' },
      { ...ours, at: START, from: null, to: key('1.0.0'), order: '1.0.0' },
    ]);
    const target = await world.store.send({ operation: 'HeadObject', key: key('1.1.0') });
    const current = await world.latest();
    expect(history.entries[0]).toMatchObject({
      versionId: current.versionId,
      targetVersionId: target.found === 'object' ? target.versionId : 'gone',
    });
  });

  test('changes by others are shown as such, and the author of a marker is unknown', async () => {
    const world = await lived();
    for (const operation of ['link', 'delete', 'object'] as const) await send(world, operation);
    const { entries } = await world.run(aliasHistory(OSS_CAPABILITIES, LATEST, 3));
    const unsaid = { rule: null, order: null, cause: null, targetVersionId: null, gap: false };
    expect(entries).toMatchObject([
      { what: 'foreign-object', from: null, to: null, ...unsaid },
      { what: 'removed', from: 'theirs', to: null, ...unsaid },
      { what: 'foreign-link', from: key('1.1.0'), to: 'theirs', ...unsaid },
    ]);
  });

  test.each([
    [1, 1, true],
    [3, 3, true],
    [4, 4, false],
    [5, 4, false],
  ])('of four, asked for %i: %i, more: %s', async (limit, shown, more) => {
    const world = await lived();
    const history = await world.run(aliasHistory(OSS_CAPABILITIES, LATEST, limit));
    expect([history.entries.length, history.more]).toEqual([shown, more]);
    // The last one shown still says from where.
    expect(history.entries.at(-1)?.from).toBe([key('2.0.0'), key('1.1.0'), key('1.0.0'), null][shown - 1]);
  });

  test('keys that begin like the alias are not its history', async () => {
    const world = await lived();
    for (const other of [`${LATEST}.sig`, `${LATEST}/x`])
      await world.store.send({ operation: 'PutObject', key: other, body: new Uint8Array(1) });
    expect((await world.run(aliasHistory(OSS_CAPABILITIES, LATEST, 100))).entries).toHaveLength(4);
  });

  test('more moves than a page holds', async () => {
    const world = aliasWorld('Enabled');
    for (let i = 0; i < 1500; i++) await world.store.send({ operation: 'PutSymlink', key: LATEST, target: `t${i}` });
    const { entries, more } = await world.run(aliasHistory(OSS_CAPABILITIES, LATEST, 1200));
    expect([entries.length, more]).toEqual([1200, true]);
    expect(entries.map(({ to }) => to)).toEqual(Array.from({ length: 1200 }, (_, i) => `t${1499 - i}`));
    expect(entries.at(-1)?.from).toBe('t299');
  });

  test.each([
    [2, ['3.0.0', '2.0.0'], 1 + 30, true],
    [3, ['3.0.0', '2.0.0', '1.0.0'], 1 + 30, false],
    [4, ['3.0.0', '2.0.0', '1.0.0'], 1 + 30, false],
  ])('the limit %i counts moves, however often a link was written again', async (limit, shown, rewrites, more) => {
    const world = aliasWorld('Enabled');
    for (const version of ['1.0.0', '2.0.0', '3.0.0']) {
      await upload(world, version);
      const { target, metadata } = await world.latest();
      let base = (await world.latest()).versionId ?? '';
      for (let i = 0; i < (version === '2.0.0' ? 30 : version === '3.0.0' ? 1 : 0); i++) {
        const again = { operation: 'PutSymlink', key: LATEST, target: target ?? '' } as const;
        const put = await world.store.send({ ...again, metadata: { ...metadata, 'autoalias-base': base } });
        base = 'versionId' in put ? (put.versionId ?? '') : '';
      }
    }
    const history = await world.run(aliasHistory(OSS_CAPABILITIES, LATEST, limit));
    expect(history).toMatchObject({ rewrites, more });
    expect(history.entries.map(({ to }) => to)).toEqual(shown.map(key));
  });

  test('a version that is gone leaves a gap', async () => {
    const world = await lived();
    const { entries } = await world.run(aliasHistory(OSS_CAPABILITIES, LATEST, 10));
    await world.store.send({ operation: 'DeleteObject', key: LATEST, versionId: entries[2]?.versionId ?? '' });
    const left = await world.run(aliasHistory(OSS_CAPABILITIES, LATEST, 10));
    expect(left.entries.map(({ to, gap }) => [to, gap])).toEqual([
      [key('1.1.0'), false],
      [key('2.0.0'), true],
      [key('1.0.0'), false],
    ]);
  });
});

test('in a suspended bucket what came before, and the latest', async () => {
  const world = await lived('Suspended');
  const history = await world.run(aliasHistory(OSS_CAPABILITIES, LATEST, 10));
  expect(history).toMatchObject({ versioning: 'Suspended', entries: [{ what: 'pointed', to: key('1.1.0') }] });
});

describe('in an unversioned bucket what is there now, and what it remembers', () => {
  const nothingElse = {
    what: 'pointed',
    changes: 'target',
    at: null,
    versionId: null,
    targetVersionId: null,
    rule: null,
    order: null,
    cause: null,
    actor: null,
    pin: null,
    gap: true,
  };

  test('our link', async () => {
    const world = await lived('Never');
    expect(await world.run(aliasHistory(OSS_CAPABILITIES, LATEST, 10))).toEqual({
      alias: LATEST,
      versioning: 'Never',
      rewrites: 0,
      more: false,
      entries: [
        {
          what: 'pointed',
          changes: 'target',
          at: START + 3 * MINUTE,
          versionId: null,
          from: null,
          to: key('1.1.0'),
          targetVersionId: null,
          rule: 'app',
          order: '1.1.0',
          actor: null,
          pin: null,
          gap: true,
          cause: `ObjectRemoved:DeleteObject ${key('2.0.0')}`,
        },
        { ...nothingElse, to: key('2.0.0'), from: null },
        { ...nothingElse, to: key('1.0.0'), from: null },
      ],
    });
  });

  test.each([
    ['link', [{ what: 'foreign-link', to: 'theirs' }]],
    ['object', [{ what: 'foreign-object', to: null }]],
    ['delete', []],
  ] as const)('%s', async (operation, expected) => {
    const world = await lived('Never');
    await send(world, operation);
    expect((await world.run(aliasHistory(OSS_CAPABILITIES, LATEST, 10))).entries).toMatchObject(expected);
  });
});

describe('a former target that was shown after a deletion', () => {
  test.each([
    ['is temporary if the listing finds a greater candidate', ['1.5.0'], [undefined, true, undefined, undefined]],
    ['is an ordinary move if the listing keeps it', [], [undefined, undefined, undefined]],
  ])('%s', async (_, unseen, interim) => {
    const world = aliasWorld('Enabled');
    for (const version of ['1.0.0', '2.0.0']) await upload(world, version);
    for (const version of unseen) await world.put(version);
    await world.remove('2.0.0');
    await world.run(applyChange(world.task(removed('2.0.0')), key('2.0.0')));
    const history = await world.run(aliasHistory(OSS_CAPABILITIES, LATEST, 10));
    expect(history.entries.map((entry) => entry.interim)).toEqual(interim);
    // Each entry of the JSON output has the field only if it is true.
    expect(history.entries.filter((entry) => 'interim' in entry)).toHaveLength(unseen.length);
    expect(mergeMoves([history]).map((move) => move.interim)).toEqual(interim);
  });
});

test('of what never was there is nothing', async () => {
  expect((await aliasWorld('Enabled').run(aliasHistory(OSS_CAPABILITIES, LATEST, 10))).entries).toEqual([]);
});

test('without versions of links: what is there now, and what it remembers, although the bucket has versioning', async () => {
  const world = aliasWorld('Enabled', '', { capabilities: BOS_CAPABILITIES });
  for (const version of ['1.0.0', '2.0.0']) {
    await world.put(version);
    await world.run(reconcile(world.task({ kind: 'sweep' })));
  }
  expect(await world.run(aliasHistory(BOS_CAPABILITIES, LATEST, 10))).toMatchObject({
    versioning: 'Enabled',
    linkVersions: false,
    entries: [
      { what: 'pointed', from: null, to: key('2.0.0'), versionId: null, cause: 'sweep', gap: true },
      { what: 'pointed', from: null, to: key('1.0.0'), versionId: null, cause: null, gap: true },
    ],
    more: false,
  });
});
