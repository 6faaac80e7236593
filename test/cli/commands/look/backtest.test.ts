import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RULES } from '../../../handlers/handler-world.ts';
import { type CliWorld, cliWorld } from '../../cli-world.ts';

const START = Date.UTC(2026, 0, 1, 12);
const HOUR = 3_600_000;

const NEXT = RULES.replace(
  "'releases/{app}/latest/{file}'",
  "{ key: 'releases/{app}/latest/{file}', prereleases: true }",
);

function key(version: string) {
  return `releases/app/${version}/f`;
}

let world: CliWorld;
let next: string;

/** 12:00: 1.0.0. 13:00: 1.1.0-rc.1. 14:00: 1.1.0. 15:00: 1.1.0 deleted. */
beforeAll(async () => {
  const clock = { now: START };
  world = await cliWorld('Enabled', () => clock.now);
  next = world.file('next.yaml', NEXT);
  for (const version of ['1.0.0', '1.1.0-rc.1', '1.1.0']) {
    await world.put(key(version));
    clock.now += HOUR;
  }
  await world.store.send({ operation: 'DeleteObject', key: key('1.1.0') });
});
afterAll(() => world.close());

describe('plan --backtest', () => {
  test('a pinned alias is not compared since it was pinned', async () => {
    const alias = 'releases/app/latest/f';
    const own = await cliWorld('Enabled', () => START);
    try {
      const file = own.file('next.yaml', NEXT);
      await own.put(key('1.0.0'));
      await own.run('pin', alias, key('1.0.0'), '--reason', 'wait');
      await own.put(key('2.0.0-rc.1'));
      const flags = ['plan', alias, '--backtest', '--new-rules', file];
      const ran = await own.run(...flags);
      expect(ran.exitCode).toBe(0);
      expect(ran.out).toMatch(
        /: the rules never choose different targets, apart from moments that are not compared; 3 requests\n/,
      );
      expect(ran.out).toMatch(
        /\nnot compared: releases\/app\/latest\/f, 1 moment: pinned; by \S+ since 2026-\S+: wait\n/,
      );
      const { total } = JSON.parse((await own.run(...flags, '--json')).out.trimEnd().split('\n').at(-1) ?? '');
      expect(total).toMatchObject({ moments: 0, notCompared: [{ alias, moments: 1 }], notReplayed: { length: 2 } });
    } finally {
      await own.close();
    }
  });

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
      '4 versions, 4 changes since 2026-01-01T12:00:00Z: different targets for 1 alias, for 1 of them now; 3 moments; 3 requests',
      'not replayed: pins that have ended, storage classes (archived objects count as readable)',
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
