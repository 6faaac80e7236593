import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RULES } from '../../../handlers/handler-world.ts';
import { type CliWorld, cliWorld } from '../../cli-world.ts';
import { json } from '../../run.ts';

const START = Date.UTC(2026, 0, 1, 12);
const HOUR = 3_600_000;
const GROUP = 'releases/app/latest/{file}';

let world: CliWorld;

/** 12:00: 1.0.0 with f and g. 13:00: 1.1.0 with f only. */
beforeAll(async () => {
  const clock = { now: START };
  world = await cliWorld('Enabled', () => clock.now);
  const sets = RULES.replace(
    '    aliases:',
    "    release: { of: '{app}/{version}', complete: ['releases/{app}/{version}/done'] }\n    aliases:",
  );
  world.file('rules.yaml', sets);
  for (const [version, ...files] of [
    ['1.0.0', 'f', 'g'],
    ['1.1.0', 'f'],
  ]) {
    await world.put(...[...files, 'done'].map((file) => `releases/app/${version}/${file}`));
    await world.run('apply', '--all');
    clock.now += HOUR;
  }
});
afterAll(() => world.close());

describe('history of a prefix', () => {
  test('a row for each move of a release', async () => {
    const { out, exitCode } = await world.run('history', 'releases/app/latest/');
    expect(exitCode).toBe(0);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((row) => row.split(/ {2,}/)),
    ).toEqual([
      ['WHEN', 'ALIASES', 'FROM', 'TO', 'HOW MANY', 'WHO', 'WHY'],
      ['2026-01-01T13:00:00Z', GROUP, '1.0.0', '1.1.0', '2, 1 removed', expect.any(String), 'sweep by hand'],
      ['2026-01-01T12:00:00Z', GROUP, '-', '1.0.0', '3', expect.any(String), 'sweep by hand'],
    ]);
  });

  test('with a limit, as JSON', async () => {
    expect(json(await world.run('history', 'releases/', '--limit', '1', '--json'))).toMatchObject({
      prefix: 'releases/',
      aliases: 6,
      more: true,
      moves: [{ group: GROUP, at: '2026-01-01T13:00:00Z', to: '1.1.0', aliases: 2, removed: 1 }],
    });
  });

  test('a prefix without aliases', async () => {
    expect(await world.run('history', 'other/')).toEqual({
      exitCode: 0,
      out: 'other/: no alias under it ever moved\n',
      err: '',
    });
  });
});
