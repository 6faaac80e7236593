import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CliWorld, cliWorld } from '../../cli-world.ts';
import { json } from '../../run.ts';

let world: CliWorld;
beforeEach(async () => {
  world = await cliWorld();
  for (const version of ['1.0.0', '1.1.0']) {
    await world.put(key(version));
    await world.run('apply', key(version));
  }
});
afterEach(() => world.close());

function key(version: string) {
  return `releases/app/${version}/app.tgz`;
}

const LATEST = key('latest');

async function target() {
  const link = await world.store.send({ operation: 'GetSymlink', key: LATEST });
  return link.found === 'symlink' ? link.target : undefined;
}

describe('pin and unpin', () => {
  test('a pin holds, is shown, and is lifted', async () => {
    const pinned = await world.run('pin', LATEST, key('1.0.0'), '--reason', '1.1 breaks logins');
    expect(pinned).toMatchObject({ exitCode: 0, err: '' });
    expect(pinned.out.split('\n')[1]?.split(/ {2,}/)).toEqual([
      ...[LATEST, 'pinned', key('1.1.0'), key('1.0.0'), 'pinned: 1.1 breaks logins'],
    ]);
    await world.put(key('1.2.0'));
    expect(await world.run('apply', key('1.2.0'))).toMatchObject({ exitCode: 0 });
    expect(await world.run('apply', '--all')).toMatchObject({ exitCode: 0 });
    expect(await target()).toBe(key('1.0.0'));
    const status = await world.run('status', LATEST);
    expect(status).toMatchObject({ exitCode: 0 });
    expect(status.out).toMatch(
      / pinned +releases\/app\/1\.0\.0\/app\.tgz +pinned: 1\.1 breaks logins; by .+ since [^;]+; the rules say releases\/app\/1\.2\.0\/app\.tgz\n/,
    );
    const plan = await world.run('plan', LATEST);
    expect(plan.exitCode).toBe(0);
    expect(plan.out).toMatch(/^held: \S+ -> \S+: pinned: 1\.1 breaks logins; by .+ since [^;]+; the rules say /m);
    expect(json(await world.run('plan', LATEST, '--json'))).toMatchObject({
      total: { held: { pinned: 1, withdrawn: 0, listed: [{ state: 'pinned', pin: { otherwise: key('1.2.0') } }] } },
    });
    expect((await world.run('history', LATEST)).out).toMatch(/ pin; pinned: 1\.1 breaks logins\n/);
    expect((await world.run('explain', LATEST)).out).toContain('pinned: 1.1 breaks logins');
    expect(json(await world.run('unpin', LATEST, '--json'))).toMatchObject({
      aliases: [{ action: 'pointed', from: key('1.0.0'), to: key('1.2.0') }],
    });
    expect(await target()).toBe(key('1.2.0'));
  });

  test('status names a pin that no command can have written, and exits 3', async () => {
    const link = await world.store.send({ operation: 'GetSymlink', key: LATEST });
    if (link.found !== 'symlink') throw new TypeError('there is no alias');
    const metadata = { ...link.metadata, 'autoalias-pin': 'routine maintenance, do not touch' };
    await world.store.send({ operation: 'PutSymlink', key: LATEST, target: link.target, metadata });
    const status = await world.run('status', LATEST);
    expect(status).toMatchObject({ exitCode: 3 });
    expect(status.out).toMatch(
      /pinned: routine maintenance, do not touch; by .+ since [^;]+; no autoalias command can have written this pin: no pin command wrote it/,
    );
    expect(status.out).toContain('0 right, 1 pinned, 1 with a pin that no autoalias command wrote');
    expect(json(await world.run('pin', LATEST, key('1.0.0'), '--reason', 'mine', '--json'))).toBeDefined();
    expect(await world.run('status', LATEST)).toMatchObject({ exitCode: 0 });
  });

  test('a pin whose target is gone is dangling, and no secret', async () => {
    await world.run('pin', LATEST, key('1.0.0'), '--reason', 'freeze');
    await world.store.send({ operation: 'DeleteObject', key: key('1.0.0') });
    const status = await world.run('status', LATEST);
    expect(status).toMatchObject({ exitCode: 3 });
    expect(status.out).toMatch(
      / dangling .* pinned: freeze; by .+ since [^;]+; the rules say releases\/app\/1\.1\.0\/app\.tgz\n/,
    );
  });

  test('a prefix is pinned to a release; one alias of several needs --alone', async () => {
    for (const version of ['1.0.0', '1.1.0']) await world.put(`${key(version)}.sha256`);
    await world.run('apply', '--all');
    const apart = await world.run('pin', LATEST, key('1.0.0'), '--reason', 'r');
    expect(apart.exitCode).toBe(1);
    expect(apart.err).toContain(`they show together: ${LATEST}.sha256; name them too`);
    expect(await target()).toBe(key('1.1.0'));
    const several = ['pin', 'releases/app/latest/', '--release', '1.0.0', '--reason', 'r', '--json'];
    expect(json(await world.run(...several, '--dry-run'))).toMatchObject({ aliases: [{ planned: true }, {}] });
    expect(await target()).toBe(key('1.1.0'));
    expect(json(await world.run(...several))).toMatchObject({ aliases: [{ action: 'pinned' }, { action: 'pinned' }] });
    expect(await target()).toBe(key('1.0.0'));
    expect((await world.run('unpin', 'releases/app/latest/')).exitCode).toBe(0);
    expect(await target()).toBe(key('1.1.0'));
    expect((await world.run('pin', LATEST, key('1.0.0'), '--reason', 'r', '--alone')).exitCode).toBe(0);
  });

  test('a prefix with an alias that has no candidate of the release needs --alone, and says why', async () => {
    await world.put(`${key('1.1.0')}.sha256`);
    await world.run('apply', '--all');
    const several = ['pin', 'releases/app/latest/', '--release', '1.0.0', '--reason', 'r'];
    const apart = await world.run(...several);
    expect(apart.exitCode).toBe(1);
    expect(apart.err).toContain(
      `${LATEST}.sha256; they have no candidate of release 1.0.0; add --alone to leave them there. Nothing was written`,
    );
    expect(await target()).toBe(key('1.1.0'));
    expect((await world.run(...several, '--alone')).exitCode).toBe(0);
    expect(await target()).toBe(key('1.0.0'));
  });

  test('an alias of another template that shows the same release does not need --alone, and follows the rules', async () => {
    expect(await world.target(key('v1'))).toBe(key('1.1.0'));
    expect(await world.run('pin', LATEST, key('1.0.0'), '--reason', 'r')).toMatchObject({ exitCode: 0, err: '' });
    expect([await target(), await world.target(key('v1'))]).toEqual([key('1.0.0'), key('1.1.0')]);
  });

  test('--dry-run says what would happen', async () => {
    const hold = ['pin', LATEST, key('1.0.0'), '--reason', 'hold'];
    const pinned = await world.run(...hold, '--dry-run');
    expect(pinned.out).toMatch(/latest\/app\.tgz +would be pinned .*\ndry run: nothing was written\n$/);
    expect((await world.run('unpin', 'releases/app/latest/', '--dry-run')).out).toBe(
      'no alias is pinned there\ndry run: nothing was written\n',
    );
    await world.run(...hold);
    const unpinned = await world.run('unpin', LATEST, '--dry-run');
    expect(unpinned.out).toMatch(/latest\/app\.tgz +would point .* its pin would end; the greatest candidate\n/);
    expect(await target()).toBe(key('1.0.0'));
  });

  test.each([
    [['pin', LATEST, key('1.0.0')], 2, "required option '--reason <text>' not specified"],
    [['pin', LATEST, '--reason', 'r'], 2, "missing required argument 'target'"],
    [['pin', LATEST, key('1.0.0'), '--reason', 'r', '--until', 'soon'], 2, '--until soon is not a time'],
    [
      ['pin', LATEST, key('9.9.9'), '--reason', 'r'],
      1,
      `there is no object ${key('9.9.9')}; name an object that exists`,
    ],
    [['pin', 'elsewhere', key('1.0.0'), '--reason', 'r'], 1, 'no rule defines the alias elsewhere'],
    [['pin', '', key('1.0.0'), '--reason', 'r'], 2, "argument 'alias'. It is empty; write a key like"],
    [['pin', LATEST, '', '--reason', 'r'], 2, "argument 'target'. It is empty"],
    [['pin', LATEST, '--release', '', '--reason', 'r'], 2, 'It is empty; write a version'],
    [['pin', 'releases/app/latest/', key('1.0.0'), '--reason', 'r'], 2, 'a prefix of aliases needs --release'],
    [['pin', LATEST, key('9.9.9'), '--reason', 'r', '--dry-run'], 1, 'there is no object'],
    [['pin', LATEST, '--release', '9.9.9', '--reason', 'r'], 1, ''],
    [['pin', LATEST, '--release', '9.9.9', '--reason', 'r', '--dry-run'], 1, ''],
    [['unpin', ''], 2, 'It is empty; write a key'],
    [['unpin', 'elsewhere'], 1, 'no rule defines the alias elsewhere'],
  ])('%j ends with %i', async (args, exitCode, words) => {
    const ran = await world.run(...args);
    expect(ran.exitCode).toBe(exitCode);
    expect(ran.err).toContain(words);
    expect(await target()).toBe(key('1.1.0'));
  });
});
