import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CliWorld, cliWorld } from '../../cli-world.ts';
import { json } from '../../run.ts';

const START = Date.UTC(2026, 0, 1, 12);
const HOUR = 3_600_000;
const LATEST = 'releases/app/latest/f';

function key(version: string) {
  return `releases/app/${version}/f`;
}

let world: CliWorld;

/** 12:00: 1.0.0. 13:00: 1.1.0. 14:00: a real object. */
beforeAll(async () => {
  const clock = { now: START };
  world = await cliWorld('Enabled', () => clock.now);
  for (const version of ['1.0.0', '1.1.0']) {
    await world.put(key(version));
    await world.run('apply', '--all');
    clock.now += HOUR;
  }
  await world.put(LATEST);
});
afterAll(() => world.close());

describe('resolve', () => {
  test.each([
    ['2026-01-01T12:00Z', 0, `${LATEST} -> ${key('1.0.0')}`, 'known: from a version of the alias, written at'],
    ['2026-01-01T13:59:59+00:00', 0, `${LATEST} -> ${key('1.1.0')}`, 'written for: sweep by hand'],
    ['2026-01-02', 1, `${LATEST} -> (a real object)`, 'known: from a version of the alias, written at'],
    ['2026-01-01', 1, `${LATEST} -> (nothing)`, 'known: autoalias created the alias later, at 2026-01-01T12:00:00Z'],
  ])('at %s', async (at, exitCode, first, line) => {
    const ran = await world.run('resolve', LATEST, '--at', at);
    const lines = ran.out.split('\n');
    expect({ ...ran, out: lines[0] }).toEqual({ exitCode, out: first, err: '' });
    expect(lines.some((one) => one.startsWith(line))).toBe(true);
  });

  test('now', async () => {
    expect(await world.run('resolve', 'releases/app/v1/f')).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining(`releases/app/v1/f -> ${key('1.1.0')}\nversion of the target: `),
    });
    expect(await world.run('resolve', 'nothing')).toMatchObject({
      exitCode: 1,
      out: 'nothing -> (nothing)\nknown: read now\n',
    });
  });

  test('as JSON', async () => {
    const ran = await world.run('resolve', LATEST, '--at', '2026-01-01T12:30Z', '--json');
    expect(json(ran)).toMatchObject({
      alias: LATEST,
      at: '2026-01-01T12:30:00Z',
      shows: 'link',
      target: key('1.0.0'),
      since: '2026-01-01T12:00:00Z',
      order: '1.0.0',
      gap: null,
    });
  });

  test('a gap', async () => {
    const { versions } = await world.store.send({ operation: 'ListObjectVersions', prefix: 'releases/app/v1/f' });
    const [newest, oldest] = versions;
    await world.store.send({ operation: 'DeleteObject', key: 'releases/app/v1/f', versionId: oldest?.versionId ?? '' });
    expect(newest?.isLatest).toBe(true);
    expect(await world.run('resolve', 'releases/app/v1/f', '--at', '2026-01-01T12:30Z')).toMatchObject({
      exitCode: 1,
      out: expect.stringMatching(/^releases\/app\/v1\/f -> \(unknown\)\nknown: its oldest version was written later/),
    });
  });

  test.each([
    [['resolve'], "missing required argument 'alias'"],
    [['resolve', 'a', '--at', 'soon'], 'soon is not a time; write 2026-10-01'],
    [['resolve', 'a', '--at', '2026-10-01T08:30'], 'has no zone'],
    [['resolve', 'a', '--at', '3000-01-01'], 'is in the future'],
  ])('wrong use: %j', async (args, message) => {
    expect(await world.run(...args)).toMatchObject({ exitCode: 2, err: expect.stringContaining(message) });
  });
});
