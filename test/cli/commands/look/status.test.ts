import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RULES } from '../../../handlers/handler-world.ts';
import { type CliWorld, cliWorld } from '../../cli-world.ts';

let world: CliWorld;
beforeEach(async () => {
  world = await cliWorld();
});
afterEach(() => world.close());

function key(version: string, app = 'app') {
  return `releases/${app}/${version}/app.tgz`;
}

function rows(text: string): string[][] {
  return text
    .trimEnd()
    .split('\n')
    .map((row) => row.split(/ {2,}/));
}

describe('status', () => {
  test('all right: it says so, and ends with 0', async () => {
    await world.put(key('1.0.0'));
    await world.run('sweep');
    const ran = await world.run('status');
    expect(ran).toMatchObject({ exitCode: 0, err: '' });
    expect(ran.out).toMatch(/^3 objects, 2 aliases: 2 right; \d+ requests\n$/);
    const all = await world.run('status', '--all');
    expect(all.exitCode).toBe(0);
    expect(rows(all.out).slice(0, 3)).toEqual([
      ['ALIAS', 'STATE', 'TARGET', 'WHY'],
      [key('latest'), 'right', key('1.0.0'), 'it points at the greatest candidate'],
      [key('v1'), 'right', key('1.0.0'), 'it points at the greatest candidate'],
    ]);
  });

  test('names a rule that asks for a long lifetime, and ends with 0', async () => {
    writeFileSync(world.rulesFile, `${RULES}    headers: { Cache-Control: 'max-age=604800' }\n`);
    await world.put(key('1.0.0'));
    await world.run('sweep');
    const ran = await world.run('status');
    expect(ran.exitCode).toBe(0);
    expect(ran.out.split('\n')[0]).toBe(
      `long-lived: caches may serve 2 aliases of rule app for more than a day, as its headers say, for example ${key('latest')} (Cache-Control: max-age=604800)`,
    );
    const all = await world.run('status', '--all');
    expect(rows(all.out)[1]?.[3]).toBe(
      'it points at the greatest candidate; caches may serve it for more than a day, as its rule says (Cache-Control: max-age=604800)',
    );
    const json = await world.run('status', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ total: { longLivedByRule: [{ rule: 'app', aliases: 2 }] } });
  });

  test('lists a right alias whose target is archived, and a link that caches may serve too long', async () => {
    writeFileSync(world.rulesFile, `${RULES}    archived: allow\n`);
    const body = new Uint8Array(1);
    await world.store.send({ operation: 'PutObject', key: key('1.0.0'), body, storageClass: 'Archive' });
    await world.put(key('1.0.0', 'b'));
    await world.run('sweep');
    const ran = await world.run('status');
    expect(ran.exitCode).toBe(0);
    expect(rows(ran.out).slice(1, 3)).toEqual(
      ['latest', 'v1'].map((name) => [
        ...[key(name), 'right', key('1.0.0')],
        'it points at the greatest candidate; its target is archived (Archive) and is not restored',
      ]),
    );
    const link = await world.store.send({ operation: 'GetSymlink', key: key('latest', 'b') });
    if (link.found !== 'symlink') throw new TypeError('there is no link');
    const { target, metadata } = link;
    const headers = { cacheControl: 'max-age=604800' };
    await world.store.send({ operation: 'PutSymlink', key: key('latest', 'b'), target, metadata, headers });
    const long = await world.run('status');
    expect(long).toMatchObject({ exitCode: 3, out: expect.stringMatching(/^releases\/b\/latest\/app\.tgz +stale /m) });
    expect((await world.run('plan')).exitCode).toBe(3);
    await world.run('sweep');
    expect((await world.run('status')).exitCode).toBe(0);
    expect((await world.run('plan')).exitCode).toBe(0);
  });

  test('lists a right alias that has objects that are not read', async () => {
    await world.put(key('1.0.0'), key('nightly'));
    await world.run('sweep');
    const why = '"nightly" is not a semantic version (like 1.10.0 or 2.0.0-rc.1)';
    const ran = await world.run('status');
    expect(ran).toMatchObject({ exitCode: 0, err: '' });
    expect(rows(ran.out)).toEqual([
      ['ALIAS', 'STATE', 'TARGET', 'WHY'],
      [...[key('latest'), 'right', key('1.0.0')], `it points at the greatest candidate; 1 object not read`],
      [''],
      ['not read: 1 object that rule app matches, for example'],
      ['', `${key('nightly')}: ${why}`],
      [expect.stringMatching(/^4 objects, 2 aliases: 2 right, 1 object not read; \d+ requests$/)],
    ]);
    const [line, total] = (await world.run('status', '--json')).out.split('\n').map((one) => one && JSON.parse(one));
    const unread = { objects: 1, examples: [{ key: key('nightly'), why }] };
    expect(line).toMatchObject({ alias: key('latest'), state: 'right', unread });
    expect(total).toMatchObject({ total: { unread: { objects: 1, aliases: 1, rules: [{ rule: 'app', ...unread }] } } });
  });

  test.each([
    [key('nightly'), 3],
    [key('1.0.0-rc.1'), 0],
    [key('latest-notes').replace('app.tgz', 'notes/today.md'), 0],
  ])('--strict with %s: exit code %i', async (object, exitCode) => {
    await world.put(key('1.0.0'), object);
    expect((await world.run('sweep', '--strict')).exitCode).toBe(exitCode);
    for (const command of [['status'], ['plan'], ['apply', '--all'], ['sweep', '--dry-run']]) {
      expect([command, (await world.run(...command, '--strict')).exitCode]).toEqual([command, exitCode]);
      expect([command, (await world.run(...command)).exitCode]).toEqual([command, 0]);
    }
  });

  test('lists what is not, with why, and ends with 3', async () => {
    const former = world.file('former.yaml', RULES.replace('releases/{app}/v{version.major}/{file}', 'old/{app}'));
    await world.put(key('1.0.0'), key('2.0.0', 'gone'), key('1.0.0', 'gone'), key('1.0.0', 'behind'));
    await world.run('sweep', '--rules', former);
    await world.store.send({ operation: 'DeleteObject', key: key('2.0.0', 'gone') });
    await world.store.send({ operation: 'PutSymlink', key: key('v1'), target: 'nowhere' });
    await world.put(key('1.1.0', 'behind'));
    const ran = await world.run('status');
    expect(ran).toMatchObject({ exitCode: 3, err: '' });
    const orphan = 'it was written for rule app, and no rule defines it any more; autoalias prune deletes it';
    const missing = (app: string, version: string) => [
      ...[key('v1', app), 'missing', '-'],
      `there is no alias yet; the greatest candidate: should point at ${key(version, app)}`,
    ];
    expect(rows(ran.out).slice(1, -2)).toEqual([
      ['old/app', 'orphaned', key('1.0.0'), orphan],
      ['old/behind', 'orphaned', key('1.0.0', 'behind'), orphan],
      ['old/gone', 'orphaned', key('2.0.0', 'gone'), `${orphan}; its target is gone`],
      [
        ...[key('v1'), 'foreign', 'nowhere'],
        `a link that autoalias did not write is there; the greatest candidate: should point at ${key('1.0.0')}; its target is gone`,
      ],
      [
        ...[key('latest', 'behind'), 'stale', key('1.0.0', 'behind')],
        `the greatest candidate: should point at ${key('1.1.0', 'behind')}`,
      ],
      missing('behind', '1.1.0'),
      [
        ...[key('latest', 'gone'), 'dangling', key('2.0.0', 'gone')],
        `its target is gone; the greatest candidate: should point at ${key('1.0.0', 'gone')}`,
      ],
      missing('gone', '1.0.0'),
    ]);
    expect(ran.out).toMatch(/: 1 right, 1 stale, 1 dangling, 1 foreign, 2 missing, 3 orphaned; \d+ requests\n$/);
  });

  test('with --json a line each, and the counts', async () => {
    await world.put(key('1.0.0'));
    const { exitCode, out } = await world.run('status', key('latest'), '--json');
    expect(exitCode).toBe(3);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { alias: key('latest'), state: 'missing', to: key('1.0.0') },
      { total: { states: { right: 0, missing: 1, orphaned: 0 } } },
    ]);
  });
});
