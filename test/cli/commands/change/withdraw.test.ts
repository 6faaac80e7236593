import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../../../../src/cli/run-cli.ts';
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
const MARKER = 'releases/app/1.2.0/.withdrawn';

async function noteOf(marker: string): Promise<unknown> {
  const content = await world.store.send({ operation: 'GetObject', key: marker, maxBytes: 1000 });
  return content.found === 'object' ? JSON.parse(content.text) : undefined;
}

describe('withdraw and restore', () => {
  test('a release is taken back, and comes back', async () => {
    const withdrawn = await world.run('withdraw', key('1.2.0'), '--reason', '1.2 breaks logins');
    expect(withdrawn).toMatchObject({ exitCode: 0, err: '' });
    expect(withdrawn.out).toMatch(
      /^WITHDRAWS +WHAT .*\nreleases\/app\/1\.2\.0\/ +withdrawn +1\.2\.0 +releases\/app\/1\.2\.0\/\.withdrawn +1\.2 breaks logins\n\nALIAS/,
    );
    expect(await world.target(LATEST)).toBe(key('1.1.0'));
    expect(await noteOf(MARKER)).toMatchObject({ reason: '1.2 breaks logins', actor: expect.stringContaining('@') });
    expect(await world.run('apply', '--all')).toMatchObject({ exitCode: 0 });
    expect(await world.target(LATEST)).toBe(key('1.1.0'));
    const again = await world.run('withdraw', 'releases/app/1.2.0/', '--reason', 'other');
    expect(again).toMatchObject({ exitCode: 0, out: expect.stringContaining('1.2 breaks logins') });
    expect(again.out).toContain('unchanged');
    const restored = json(await world.run('restore', key('1.2.0'), '--json'));
    expect(restored).toMatchObject({ markers: [{ marker: MARKER, action: 'restored' }], remarks: [] });
    expect(await world.target(LATEST)).toBe(key('1.2.0'));
    expect(await world.run('restore', key('1.2.0'))).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('it is not withdrawn'),
    });
  });

  test('explain shows the marker, and what it says', async () => {
    const before = await world.run('explain', key('1.2.0'));
    expect(before.out).toContain(
      `not withdrawn; the marker ${MARKER} would withdraw everything in releases/app/1.2.0/\n`,
    );
    await world.run('withdraw', key('1.2.0'), '--reason', '1.2 breaks logins');
    const after = await world.run('explain', key('1.2.0'));
    expect(after.out).toMatch(
      /^withdrawn by .+@.+ at 20.+Z: 1\.2 breaks logins; the marker releases\/app\/1\.2\.0\/\.wi/m,
    );
    expect(json(await world.run('explain', key('1.2.0'), '--json'))).toMatchObject({
      markers: [{ marker: MARKER, rule: 'app', exists: true, reason: '1.2 breaks logins' }],
    });
    expect(json(await world.run('explain', LATEST, '--json'))).toMatchObject({ markers: [] });
  });

  test('--dry-run writes nothing', async () => {
    const dry = await world.run('withdraw', 'releases/', '--release', '1.2.0', '--reason', 'r', '--dry-run');
    expect(dry).toMatchObject({ exitCode: 0, out: expect.stringContaining('dry run: nothing was written') });
    expect(dry.out).toMatch(/latest\/app\.tgz +would point +releases\/app\/1\.2\.0\/app\.tgz +releases\/app\/1\.1\.0/);
    expect(await world.target(LATEST)).toBe(key('1.2.0'));
    expect(await noteOf(MARKER)).toBeUndefined();
  });

  test('a prefix with several versions needs --yes', async () => {
    const asked = await world.run('withdraw', 'releases/app/', '--reason', 'all bad');
    expect(asked).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('nothing was written: releases/app/ has 3 versions; add --yes'),
    });
    expect(asked.err).toMatch(/latest\/app\.tgz +would be removed/);
    expect(await world.target(LATEST)).toBe(key('1.2.0'));
    expect(await world.run('withdraw', 'releases/app/', '--reason', 'all bad', '--yes')).toMatchObject({ exitCode: 0 });
    expect(await world.target(LATEST)).toBeUndefined();
  });

  test.each([
    ['y', 0, key('1.0.0')],
    ['n', 1, key('1.2.0')],
  ])('on a terminal it asks, and the answer is %s', async (answer, exitCode, target) => {
    await world.run('withdraw', key('1.1.0'), '--reason', 'r');
    await world.store.send({ operation: 'DeleteObject', key: key('1.0.0') });
    await world.put('releases/app/1.0.0/app.tgz');
    await world.run('apply', '--all');
    let out = '';
    const ended = await runCli(['rollback', LATEST, '--to', '1.0.0', '--reason', 'r'], {
      env: { OSS_ENDPOINT: world.endpoint, AUTOALIAS_RULES: world.rulesFile },
      out: (text) => {
        out += text;
      },
      err: () => {},
      signal: new AbortController().signal,
      prompter: () => ({ ask: async () => answer, say: () => {}, close: () => {} }),
    });
    expect([ended, await world.target(LATEST)]).toEqual([exitCode, target]);
    if (exitCode !== 0) expect(out).toBe('not confirmed: nothing was written\n');
  });

  test.each([
    [['withdraw', key('1.2.0')], 2, "required option '--reason <text>' not specified"],
    [['withdraw', '--reason', 'r'], 2, "missing required argument 'key'"],
    [['withdraw', key('1.2.0'), '--reason', ' '], 2, '--reason is empty; say why'],
    [['withdraw', key('1.2.0'), '--reason', 'r', '--release', '1.2.0'], 2, '--release needs prefixes'],
    [['withdraw', '', '--reason', 'r'], 2, "argument 'key'. It is empty; write a key like"],
    [['withdraw', key('1.2.0'), '', '--reason', 'r'], 2, 'It is empty'],
    [['restore', '/releases/'], 2, 'No key begins with /'],
    [['withdraw', 'releases/', '--release', '', '--reason', 'r'], 2, 'It is empty; write a version like'],
    [['withdraw', 'elsewhere', '--reason', 'r'], 1, 'elsewhere is neither a candidate nor an alias of any rule'],
    [['restore', 'elsewhere'], 1, 'elsewhere is neither a candidate nor an alias of any rule'],
    [['withdraw', 'releases/', '--release', '9', '--reason', 'r'], 1, 'releases/ has no object of version 9'],
  ])('%j ends with %i', async (args, exitCode, words) => {
    const ran = await world.run(...args);
    expect(ran).toMatchObject({ exitCode, err: expect.stringContaining(words) });
    expect(await world.target(LATEST)).toBe(key('1.2.0'));
  });
});
