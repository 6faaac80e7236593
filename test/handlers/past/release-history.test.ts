import { describe, expect, test } from 'vitest';
import type { Cause } from '../../../src/aliases/model/cause.ts';
import { putMarker } from '../../../src/aliases/model/marker-note.ts';
import { aliasTask } from '../../../src/aliases/model/task.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { releaseHistory } from '../../../src/handlers/past/release-history.ts';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { handleChanges } from '../../../src/handlers/work/handle-changes.ts';
import { runProtocol } from '../../../src/handlers/work/run-protocol.ts';
import { OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import { handlerWorld, RULES } from '../handler-world.ts';

const START = Date.UTC(2026, 10, 20, 12);
const MINUTE = 60_000;
const SETS = RULES.replace(
  '    aliases:',
  "    release: { of: '{app}/{version}', complete: ['releases/{app}/{version}/done'] }\n    aliases:",
);

/** Minute 0: 1.0.0 with f and g. Minute 1: 1.1.0 with f and h. Minute 2: `done` of 1.1.0 is deleted. */
async function lived(rules = SETS, versioning: 'Enabled' | 'Never' = 'Enabled') {
  const clock = { now: START };
  const world = handlerWorld({ now: () => clock.now, rules, versioning });
  const file = (version: string) => (name: string) => `releases/app/${version}/${name}`;
  const steps = [
    () => world.put(...['f', 'g', 'done'].map(file('1.0.0'))),
    () => world.put(...['f', 'h', 'done'].map(file('1.1.0'))),
    () => world.remove(file('1.1.0')('done')),
  ];
  for (const step of steps) {
    await step();
    await sweep(world.context, { kind: 'sweep' });
    clock.now += MINUTE;
  }
  return world;
}

const LATEST = 'releases/app/latest/{file}';

describe('the releases under a prefix', () => {
  test('each move once, newest first', async () => {
    const { context } = await lived();
    expect(await releaseHistory(context, 'releases/app/latest/', 10)).toMatchObject({
      prefix: 'releases/app/latest/',
      aliases: 4,
      more: false,
      moves: [
        { group: LATEST, at: START + 2 * MINUTE, from: '1.1.0', to: '1.0.0', aliases: 3, removed: 1, cause: 'sweep' },
        { group: LATEST, at: START + MINUTE, from: '1.0.0', to: '1.1.0', aliases: 3, removed: 1 },
        { group: LATEST, at: START, from: null, to: '1.0.0', aliases: 3, removed: 0 },
      ],
    });
  });

  test('several groups, each with its own moves', async () => {
    const { context } = await lived();
    const { moves } = await releaseHistory(context, 'releases/', 10);
    expect(moves.map(({ group, to }) => `${group} ${to}`)).toEqual([
      ...['1.0.0', '1.1.0', '1.0.0'].flatMap((to) => [`${LATEST} ${to}`, `releases/app/v1/{file} ${to}`]),
    ]);
  });

  test('no more than the limit', async () => {
    const { context } = await lived();
    const { moves, more } = await releaseHistory(context, 'releases/app/latest/', 2);
    expect([moves.map(({ to }) => to), more]).toEqual([['1.0.0', '1.1.0'], true]);
  });

  test('aliases that move alone are grouped by their folder', async () => {
    const { context } = await lived(RULES);
    const { moves } = await releaseHistory(context, 'releases/app/latest/', 10);
    expect(moves.map(({ group, to, aliases }) => [group, to, aliases])).toEqual([
      ['releases/app/latest/', '1.0.0', 1],
      ['releases/app/latest/', '1.1.0', 3],
      ['releases/app/latest/', '1.0.0', 3],
    ]);
  });

  test('a move that a command and the event of its marker made names the person, whichever wrote first', async () => {
    const { context, put } = await lived(RULES);
    const { store } = context;
    await put('releases/app/1.2.0/f', 'releases/app/1.2.0/h');
    await sweep(context, { kind: 'sweep' });
    const marker = 'releases/app/1.2.0/.withdrawn';
    await store.send(putMarker(marker, { reason: 'bad', actor: 'ada@host', by: 'rollback' }, START));
    const event = { kind: 'change', event: 'ObjectCreated:PutObject', key: marker, actor: '2093' } as const;
    const command = { kind: 'by-hand', what: 'rollback', reason: 'bad', actor: 'ada@host' } as const;
    const move = (name: string, cause: Cause) => {
      const task = aliasTask(context.ruleSet, `releases/app/latest/${name}`, cause, context.now(), OSS_CAPABILITIES);
      if (task === undefined) throw new Error('no alias');
      return runProtocol(reconcile(task), store);
    };
    await move('f', event);
    await move('h', command);
    const { moves } = await releaseHistory(context, 'releases/app/latest/', 1);
    expect(moves).toMatchObject([
      { from: '1.2.0', to: '1.1.0', aliases: 2, of: 4, cause: 'rollback: bad', actor: 'ada@host' },
    ]);
    expect(moves[0]).not.toHaveProperty('marker');
  });

  test('a move that only the event of a marker made has what the marker said', async () => {
    const { context } = await lived(RULES);
    const { store } = context;
    const marker = 'releases/app/1.1.0/.withdrawn';
    await store.send(putMarker(marker, { reason: 'bad', actor: 'ada@host', by: 'rollback' }, START));
    const cause = { kind: 'change', event: 'ObjectCreated:PutObject', key: marker, actor: '2093' } as const;
    await handleChanges(context, [{ key: marker, cause }]);
    const { moves } = await releaseHistory(context, 'releases/app/latest/', 1);
    expect(moves).toMatchObject([
      { actor: '2093', marker: { key: marker, reason: 'bad', actor: 'ada@host', principal: '2093' } },
    ]);
  });

  test('pins and repeated uploads do not count as moves, and do not use up the limit', async () => {
    const { context, put } = await lived(RULES);
    for (let i = 0; i < 4; i++) {
      await put('releases/app/1.1.0/f');
      await sweep(context, { kind: 'sweep' });
    }
    const { moves, more } = await releaseHistory(context, 'releases/app/latest/', 2);
    expect([moves.map(({ to }) => to), more]).toEqual([['1.0.0', '1.1.0'], true]);
  });

  test.each([1, 2, 3])('the limit %i shows the newest rows of a longer list', async (limit) => {
    const { context } = await lived();
    const all = await releaseHistory(context, 'releases/', 100);
    const { moves } = await releaseHistory(context, 'releases/', limit);
    expect(moves).toEqual(all.moves.slice(0, limit));
  });

  test('a release that is removed soon after it moved, with any limit', async () => {
    const { context, put } = await lived();
    const { store } = context;
    for (const version of ['1.0.0', '1.1.0']) {
      await store.send(putMarker(`releases/app/${version}/.withdrawn`, { reason: 'bad', by: 'withdraw' }, START));
      await sweep(context, { kind: 'sweep' });
    }
    await put('releases/app/1.2.0/f', 'releases/app/1.2.0/done');
    await sweep(context, { kind: 'sweep' });
    const all = await releaseHistory(context, 'releases/', 100);
    for (const limit of [1, 2, 3, 4, 5, 6, 7]) {
      expect((await releaseHistory(context, 'releases/', limit)).moves).toEqual(all.moves.slice(0, limit));
    }
  });

  test('no alias', async () => {
    expect(await releaseHistory((await lived()).context, 'other/', 10)).toMatchObject({ aliases: 0, moves: [] });
  });

  test('a bucket without versions is refused', async () => {
    const { context } = await lived(SETS, 'Never');
    await expect(releaseHistory(context, 'releases/', 10)).rejects.toMatchObject({ code: 'alias-refused' });
  });
});
