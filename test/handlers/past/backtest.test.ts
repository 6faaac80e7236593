import { describe, expect, test } from 'vitest';
import type { ReplayMoment } from '../../../src/aliases/past/compare-replays.ts';
import { type BacktestOptions, backtest } from '../../../src/handlers/past/backtest.ts';
import { moveByHand } from '../../../src/handlers/work/move-by-hand.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { handlerWorld } from '../handler-world.ts';

const START = Date.UTC(2026, 10, 20, 12);
const MINUTE = 60_000;

function rules(alias: string) {
  return `version: 1
rules:
  - name: app
    match: { prefix: r/, regex: '^r/(?<app>[^/]+)/(?<version>[^/]+)/f$' }
    order: { by: semver, on: version }
    aliases: [${alias}]
`;
}

const STABLE = "'r/{app}/latest'";
const NEXT = parseRules(rules("{ key: 'r/{app}/latest', prereleases: true }"), 'new.yaml');

/** Each step takes a minute: uploads, or deletions with a minus sign. */
async function lived(steps: readonly string[], versioning: 'Enabled' | 'Never' = 'Enabled') {
  const clock = { now: START };
  const world = handlerWorld({ now: () => clock.now, versioning, rules: rules(STABLE) });
  for (const step of steps) {
    for (const key of step.split(' ')) {
      if (key.startsWith('-')) await world.remove(key.slice(1));
      else await world.put(key);
    }
    clock.now += MINUTE;
  }
  return world;
}

async function run(world: Awaited<ReturnType<typeof lived>>, options: Partial<BacktestOptions> = {}) {
  const moments: ReplayMoment[] = [];
  const total = await backtest(world.context, { other: NEXT, onMoment: (moment) => moments.push(moment), ...options });
  const shown = moments.map(
    ({ time, alias, first, second }) => `${(time - START) / MINUTE} ${alias}: ${first ?? '-'} ${second ?? '-'}`,
  );
  return { shown, total };
}

const STEPS = ['r/a/1.0.0/f', 'r/a/1.1.0-rc.1/f r/b/1.0.0/f', 'r/a/1.1.0/f', '-r/a/1.1.0/f', 'x/other r/a/1.0.0/g'];

describe('the versions of a bucket', () => {
  test('are replayed through both rules', async () => {
    const { shown, total } = await run(await lived(STEPS));
    expect(shown).toEqual([
      '1 r/a/latest: r/a/1.0.0/f r/a/1.1.0-rc.1/f',
      '2 r/a/latest: r/a/1.1.0/f r/a/1.1.0/f',
      '3 r/a/latest: r/a/1.0.0/f r/a/1.1.0-rc.1/f',
    ]);
    expect(total).toEqual({
      versions: 6,
      changes: 5,
      moments: 3,
      aliases: 1,
      differing: 1,
      incomplete: 0,
      notCompared: [],
      notReplayed: ['pins that have ended', 'storage classes (archived objects count as readable)'],
      oldest: START,
      // Versioning, one page, and the pin of the alias that differs.
      requests: 3,
    });
  });

  test.each<[string, Partial<BacktestOptions>, readonly string[]]>([
    ['since a moment', { since: START + 2 * MINUTE }, ['3 r/a/latest: r/a/1.0.0/f r/a/1.1.0-rc.1/f']],
    ['since the last minute', { since: START + 4 * MINUTE }, ['4 r/a/latest: r/a/1.0.0/f r/a/1.1.0-rc.1/f']],
    ['one alias', { of: 'r/b/latest' }, []],
    ['a prefix of aliases', { of: 'r/b/' }, []],
    [
      'another prefix of aliases',
      { of: 'r/a/', since: START + 4 * MINUTE },
      ['4 r/a/latest: r/a/1.0.0/f r/a/1.1.0-rc.1/f'],
    ],
    ['the same rules', { other: parseRules(rules(STABLE), 'same.yaml') }, []],
    [
      'rules that define other aliases',
      { other: parseRules(rules("'r/{app}/newest'"), 'other.yaml'), since: START + 4 * MINUTE },
      ['a', 'b'].flatMap((app) => [`4 r/${app}/latest: r/${app}/1.0.0/f -`, `4 r/${app}/newest: - r/${app}/1.0.0/f`]),
    ],
  ])('%s', async (_, options, expected) => {
    expect((await run(await lived(STEPS), options)).shown).toEqual(expected);
  });

  test('of one alias, only its candidates are listed', async () => {
    const { total } = await run(await lived(STEPS), { of: 'r/b/latest' });
    expect(total).toMatchObject({ versions: 1, changes: 1 });
  });

  test('onDelete counts', async () => {
    const other = parseRules(`${rules(STABLE)}    onDelete: keep\n`, 'keep.yaml');
    expect((await run(await lived([...STEPS, 'r/a/1.2.0/f']), { other })).shown).toEqual([
      '3 r/a/latest: r/a/1.0.0/f r/a/1.1.0/f',
      '5 r/a/latest: r/a/1.2.0/f r/a/1.2.0/f',
    ]);
  });

  test('moments at which a present pin held the alias are not compared', async () => {
    const world = await lived(STEPS.slice(0, 2));
    const pin = { what: 'pin', target: 'r/a/1.0.0/f', pin: { reason: 'wait' } } as const;
    await moveByHand({ ...world.context, actor: 'anna@host' }, 'r/a/latest', pin);
    await world.put('r/a/1.1.0/f');
    const { shown, total } = await run(world);
    expect(shown).toEqual(['1 r/a/latest: r/a/1.0.0/f r/a/1.1.0-rc.1/f']);
    expect(total).toMatchObject({
      moments: 1,
      aliases: 1,
      differing: 0,
      notCompared: [{ alias: 'r/a/latest', moments: 1, why: 'pinned; by anna@host since 2026-11-20T12:02:00Z: wait' }],
    });
  });

  test('a key whose oldest version is a delete marker is incomplete', async () => {
    const world = await lived(STEPS);
    const { store } = world.context;
    const { versions } = await store.send({ operation: 'ListObjectVersions', prefix: 'r/a/1.1.0/f' });
    await store.send({ operation: 'DeleteObject', key: 'r/a/1.1.0/f', versionId: versions[1]?.versionId ?? '' });
    expect((await run(world)).total.incomplete).toBe(1);
  });
});

test.each([
  ['an unversioned bucket', 'Never', {}, 'is unversioned'],
  ['an alias that no rules define', 'Enabled', { of: 'nothing' }, 'neither the present nor the new rules define'],
] as const)('%s is refused', async (_, versioning, options, message) => {
  await expect(run(await lived(STEPS, versioning), options)).rejects.toMatchObject({
    code: 'alias-refused',
    message: expect.stringContaining(message),
  });
});
