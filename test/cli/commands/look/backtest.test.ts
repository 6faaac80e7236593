import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RULES } from '../../../handlers/handler-world.ts';
import { type CliWorld, cliWorld } from '../../cli-world.ts';

const START = Date.UTC(2026, 0, 1, 12);
const HOUR = 3_600_000;

function key(version: string) {
  return `releases/app/${version}/f`;
}

let world: CliWorld;
let next: string;

/** 12:00: 1.0.0. 13:00: 1.1.0-rc.1. 14:00: 1.1.0. 15:00: 1.1.0 deleted. */
beforeAll(async () => {
  const clock = { now: START };
  world = await cliWorld('Enabled', () => clock.now);
  next = world.file(
    'next.yaml',
    RULES.replace("'releases/{app}/latest/{file}'", "{ key: 'releases/{app}/latest/{file}', prereleases: true }"),
  );
  for (const version of ['1.0.0', '1.1.0-rc.1', '1.1.0']) {
    await world.put(key(version));
    clock.now += HOUR;
  }
  await world.store.send({ operation: 'DeleteObject', key: key('1.1.0') });
});
afterAll(() => world.close());

describe('plan --backtest', () => {
  test('a row for each moment, and the counts', async () => {
    const ran = await world.run('plan', '--backtest', '--new-rules', next);
    const lines = ran.out.trimEnd().split('\n');
    expect({ exitCode: ran.exitCode, err: ran.err }).toEqual({ exitCode: 3, err: '' });
    expect(lines.slice(0, 4).map((line) => line.split(/ {2,}/))).toEqual([
      ['WHEN', 'ALIAS', 'PRESENT', 'NEW', 'WHY'],
      [
        '2026-01-01T13:00:00Z',
        'releases/app/latest/f',
        key('1.0.0'),
        key('1.1.0-rc.1'),
        `${key('1.1.0-rc.1')} was uploaded`,
      ],
      [
        '2026-01-01T14:00:00Z',
        'releases/app/latest/f',
        key('1.1.0'),
        key('1.1.0'),
        `${key('1.1.0')} was uploaded; the same again`,
      ],
      ['2026-01-01T15:00:00Z', 'releases/app/latest/f', key('1.0.0'), key('1.1.0-rc.1'), `${key('1.1.0')} was deleted`],
    ]);
    expect(lines.slice(4)).toEqual([
      '',
      '4 versions, 4 changes since 2026-01-01T12:00:00Z: different targets for 1 alias, for 1 of them now; 3 moments; 2 requests',
      expect.stringMatching(/^rules: \S+rules\.yaml$/),
      expect.stringMatching(/^new rules: \S+next\.yaml \(sha256:[0-9a-f]{12}\)$/),
    ]);
  });

  test('since a moment, as JSON', async () => {
    const ran = await world.run('plan', '--backtest', '--new-rules', next, '--since', '2026-01-01T13:30Z', '--json');
    const lines = ran.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      {
        at: '2026-01-01T13:30:00Z',
        alias: 'releases/app/latest/f',
        present: key('1.0.0'),
        new: key('1.1.0-rc.1'),
        differs: true,
        cause: { what: 'start', key: null },
      },
      { differs: false, cause: { what: 'uploaded', key: key('1.1.0') } },
      { differs: true, cause: { what: 'deleted', key: key('1.1.0') } },
      { total: { moments: 3, aliases: 1, differing: 1, since: '2026-01-01T13:30:00Z', newRules: { source: next } } },
    ]);
  });

  test('the same rules', async () => {
    expect(await world.run('plan', '--backtest', '--new-rules', world.rulesFile, '--summary')).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('the rules never choose different targets'),
    });
  });

  test.each([
    [['--backtest'], 'add --new-rules FILE'],
    [['--new-rules', 'x.yaml'], '--new-rules is only for --backtest'],
    [['--since', '7d'], '--since is only for --backtest'],
    [['--backtest', '--new-rules', 'x.yaml', '--since', 'soon'], 'soon is not a time'],
  ])('wrong use: %j', async (args, message) => {
    expect(await world.run('plan', ...args)).toMatchObject({ exitCode: 2, err: expect.stringContaining(message) });
  });

  test('a file that cannot be read, or is not valid', async () => {
    expect(await world.run('plan', '--backtest', '--new-rules', 'absent.yaml')).toMatchObject({ exitCode: 1 });
    const bad = world.file('bad.yaml', 'version: 1\nrules: 1\n');
    expect(await world.run('plan', '--backtest', '--new-rules', bad)).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('bad.yaml'),
    });
  });
});
