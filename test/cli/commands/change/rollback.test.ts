import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CliWorld, cliWorld } from '../../cli-world.ts';
import { json } from '../../run.ts';

let world: CliWorld;
beforeEach(async () => {
  world = await cliWorld();
  await world.put(key('1.0.0'), key('1.1.0'), key('1.2.0'));
  await world.run('apply', '--all');
});
afterEach(() => world.close());

function key(version: string) {
  return `releases/app/${version}/app.tgz`;
}

const LATEST = key('latest');
const REASON = ['--reason', '1.2 breaks logins'];

describe('rollback', () => {
  test('goes back, goes one further back, and does not remove an alias without --yes', async () => {
    const back = json(await world.run('rollback', LATEST, ...REASON, '--json'));
    expect(back).toMatchObject({
      markers: [{ marker: 'releases/app/1.2.0/.withdrawn', action: 'withdrawn', why: '1.2 breaks logins' }],
      aliases: [
        { alias: LATEST, action: 'pointed', from: key('1.2.0'), to: key('1.1.0') },
        { alias: key('v1'), action: 'pointed', from: key('1.2.0'), to: key('1.1.0') },
      ],
      remarks: [],
    });
    expect(await world.run('rollback', LATEST, ...REASON)).toMatchObject({ exitCode: 0 });
    expect([await world.target(LATEST), await world.target(key('v1'))]).toEqual([key('1.0.0'), key('1.0.0')]);
    const refused = await world.run('rollback', LATEST, ...REASON);
    expect(refused).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('nothing is left to go back to'),
    });
    expect(refused.err).toContain('readers would get 404; add --yes to do that, or pin the alias at another object');
    expect(await world.target(LATEST)).toBe(key('1.0.0'));
    expect(await world.run('rollback', LATEST, ...REASON, '--yes')).toMatchObject({ exitCode: 0 });
    expect(await world.target(LATEST)).toBeUndefined();
    expect(await world.run('restore', LATEST)).toMatchObject({ exitCode: 0 });
    expect(await world.target(LATEST)).toBe(key('1.0.0'));
  });

  test('with --from is harmless when it is run again', async () => {
    for (const words of ['1.2 breaks logins', 'it stays']) {
      const back = await world.run('rollback', LATEST, '--from', '1.2.0', ...REASON);
      expect(back).toMatchObject({ exitCode: 0, out: expect.stringContaining(words) });
      expect(await world.target(LATEST)).toBe(key('1.1.0'));
    }
  });

  test('with --to needs --yes, and withdraws every greater release', async () => {
    const args = ['rollback', 'releases/app/latest/', '--to', '1.0.0', ...REASON];
    const refused = await world.run(...args);
    expect(refused).toMatchObject({
      exitCode: 2,
      out: '',
      err: expect.stringContaining('every release greater than 1.0.0 would be withdrawn: 1.2.0, 1.1.0; add --yes'),
    });
    expect(refused.err).toMatch(/would be withdrawn +1\.1\.0/);
    expect(refused.err).not.toMatch(/dry run:|is withdrawn|pointed/);
    expect(await world.run(...args, '--yes')).toMatchObject({ exitCode: 0 });
    expect(await world.target(LATEST)).toBe(key('1.0.0'));
    expect(await world.run(...args)).toMatchObject({ exitCode: 0, out: expect.stringContaining('already') });
  });

  test('--dry-run shows the moves, and writes nothing', async () => {
    const dry = await world.run('rollback', 'releases/app/', '--dry-run', ...REASON);
    expect(dry).toMatchObject({ exitCode: 0, err: '' });
    expect(dry.out).toMatch(
      /v1\/app\.tgz +would point +releases\/app\/1\.2\.0\/app\.tgz +releases\/app\/1\.1\.0\/app\.tgz/,
    );
    expect(await world.target(LATEST)).toBe(key('1.2.0'));
  });

  test('the history of the alias says why', async () => {
    await world.run('rollback', LATEST, ...REASON);
    expect((await world.run('history', LATEST)).out).toContain('rollback: 1.2 breaks logins');
  });

  test.each([
    [['rollback', LATEST], 2, "required option '--reason <text>' not specified"],
    [['rollback', ...REASON], 2, "missing required argument 'alias'"],
    [['rollback', LATEST, ...REASON, '--until', '2h'], 2, "unknown option '--until'"],
    [['rollback', key('1.0.0'), ...REASON], 1, 'is an object and not an alias; autoalias withdraw'],
    [['rollback', '', ...REASON], 2, "argument 'alias'. It is empty; write a key like"],
    [['rollback', LATEST, '--from', '', ...REASON], 2, 'It is empty; write a version like'],
    [['rollback', 'elsewhere', ...REASON], 1, 'no rule defines the alias elsewhere'],
    [['rollback', LATEST, '--from', '9', ...REASON], 1, 'never showed 9'],
    [['rollback', LATEST, '--to', '9', ...REASON], 1, 'has no candidate 9'],
  ])('%j ends with %i', async (args, exitCode, words) => {
    const ran = await world.run(...args);
    expect(ran).toMatchObject({ exitCode, err: expect.stringContaining(words) });
    expect(await world.target(LATEST)).toBe(key('1.2.0'));
  });
});
