import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CliWorld, cliWorld } from '../../cli-world.ts';

const START = Date.UTC(2026, 0, 1, 12);
const HOUR = 3_600_000;
const A = 'releases/a/latest/f';
const B = 'releases/b/latest/f';

function key(app: string, version: string) {
  return `releases/${app}/${version}/f`;
}

let world: CliWorld;

/** 12:00: a 1.0.0. 13:00: a 1.1.0, b 1.0.0. 14:00: b uploaded again. */
beforeAll(async () => {
  const clock = { now: START };
  world = await cliWorld('Enabled', () => clock.now);
  for (const keys of [[key('a', '1.0.0')], [key('a', '1.1.0'), key('b', '1.0.0')], [key('b', '1.0.0')]]) {
    await world.put(...keys);
    await world.run('apply', '--all');
    clock.now += HOUR;
  }
});
afterAll(() => world.close());

async function rows(...args: string[]) {
  const ran = await world.run('diff', ...args);
  const cells = ran.out.split('\n').map((line) => line.split(/ {2,}/));
  return { ...ran, cells };
}

describe('diff', () => {
  test('a row for each alias that differs, in the order of the keys', async () => {
    const { cells, exitCode, out } = await rows(
      'releases/',
      '--from',
      '2026-01-01T12:00Z',
      '--to',
      '2026-01-01T13:00Z',
    );
    expect(exitCode).toBe(3);
    expect(cells[0]).toEqual(['ALIAS', 'FROM', 'TO', 'WRITES', 'WHY']);
    expect(cells.slice(1, 5).map((row) => row.slice(0, 4))).toEqual([
      [A, key('a', '1.0.0'), key('a', '1.1.0'), '1'],
      ['releases/a/v1/f', key('a', '1.0.0'), key('a', '1.1.0'), '1'],
      [B, '-', key('b', '1.0.0'), '1'],
      ['releases/b/v1/f', '-', key('b', '1.0.0'), '1'],
    ]);
    expect(out).toMatch(
      /\n\n12 versions, 4 aliases: 4 differ between 2026-01-01T12:00:00Z and 2026-01-01T13:00:00Z; \d+ requests\n$/,
    );
  });

  test('an upload of the same key', async () => {
    const { cells } = await rows(B, '--from', '2026-01-01T13:00Z', '--wide');
    expect(cells[1]).toEqual([
      B,
      key('b', '1.0.0'),
      key('b', '1.0.0'),
      '1',
      'sweep by hand; the target was uploaded again',
    ]);
  });

  test('nothing differs', async () => {
    expect(await world.run('diff', 'releases/', '--from', '2026-01-01T14:00Z')).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/^12 versions, 4 aliases: 0 differ between/),
    });
  });

  test('as JSON, and only the counts', async () => {
    const ran = await world.run('diff', A, '--from', '2026-01-01T12:00Z', '--json');
    const lines = ran.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { alias: A, from: { target: key('a', '1.0.0'), shows: 'link' }, to: { target: key('a', '1.1.0') }, writes: 1 },
      { total: { differing: 1, aliases: 1, from: '2026-01-01T12:00:00Z' } },
    ]);
    const summary = await world.run('diff', A, '--from', '2026-01-01T12:00Z', '--summary');
    expect(summary.out.trimEnd().split('\n')).toHaveLength(1);
  });

  test('a bucket without versions', async () => {
    const unversioned = await cliWorld('Never');
    try {
      expect(await unversioned.run('diff', 'releases/', '--from', '1d')).toMatchObject({
        exitCode: 1,
        err: expect.stringContaining('is unversioned'),
      });
    } finally {
      await unversioned.close();
    }
  });

  test.each([
    [['diff', 'a/'], "required option '--from <time>'"],
    [['diff', '--from', '7d'], "missing required argument 'alias'"],
    [['diff', 'a/', '--from', 'x'], 'x is not a time'],
    [['diff', 'a/', '--from', '7d', '--to', '3000-01-01'], 'is in the future'],
    [['diff', 'a/', '--from', '2026-01-02', '--to', '2026-01-01'], 'is later than the second'],
    [['diff', 'releases/a', '--from', '2026-01-01'], 'did you mean the prefix releases/a/'],
  ])('wrong use: %j', async (args, message) => {
    expect(await world.run(...args)).toMatchObject({ exitCode: 2, err: expect.stringContaining(message) });
  });
});
