import { describe, expect, test } from 'vitest';
import { releaseHistory } from '../../../src/handlers/past/release-history.ts';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
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

  test('no alias', async () => {
    expect(await releaseHistory((await lived()).context, 'other/', 10)).toMatchObject({ aliases: 0, moves: [] });
  });

  test('a bucket without versions is refused', async () => {
    const { context } = await lived(SETS, 'Never');
    await expect(releaseHistory(context, 'releases/', 10)).rejects.toMatchObject({ code: 'alias-refused' });
  });
});
