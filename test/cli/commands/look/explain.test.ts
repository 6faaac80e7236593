import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RULES } from '../../../handlers/handler-world.ts';
import { type CliWorld, cliWorld } from '../../cli-world.ts';
import { json } from '../../run.ts';

function key(version: string) {
  return `releases/app/${version}/app.tgz`;
}

let world: CliWorld;
beforeAll(async () => {
  world = await cliWorld();
  await world.put(
    ...['1.9.0', '1.10.0', '2.0.0-rc.1', 'abc'].map(key),
    'releases/own/1.0.0/a',
    'releases/own/latest/a',
  );
  await world.run('apply', key('1.10.0'));
});
afterAll(() => world.close());

async function lines(asked: string): Promise<readonly string[]> {
  const ran = await world.run('explain', asked);
  expect(ran).toMatchObject({ exitCode: 0, err: '' });
  const [first = '', ...rest] = ran.out.trimEnd().split('\n');
  // Whose rules they are is said at once: another shell may have others.
  const by = `; by ${world.rulesFile}`;
  expect(first.endsWith(by)).toBe(true);
  return [first.slice(0, -by.length), ...rest];
}

describe('explain', () => {
  test('of a candidate: its groups, order and aliases, the winners, and keys that are not candidates', async () => {
    expect(await lines(key('1.9.0'))).toEqual([
      `${key('1.9.0')}: an object`,
      'not withdrawn; the marker releases/app/1.9.0/.withdrawn would withdraw everything in releases/app/1.9.0/',
      '',
      'rule app: matches, app=app version=1.9.0 file=app.tgz',
      '  order semver: 1.9.0',
      `  ${key('latest')} -> ${key('1.10.0')}: right: it points at the greatest candidate`,
      `    2 candidates, winner ${key('1.10.0')}`,
      `    1. ${key('1.10.0')} (1.10.0)`,
      `    2. ${key('1.9.0')} (1.9.0)`,
      '    1 object not read',
      expect.stringMatching(new RegExp(`^    written for: apply ${key('1.10.0')} by anna@build; target version \\S+$`)),
      `    not ${key('abc')}: "abc" is not a semantic version (like 1.10.0 or 2.0.0-rc.1)`,
      `    not ${key('2.0.0-rc.1')}: "2.0.0-rc.1" is a prerelease, and this alias does not accept prereleases`,
      `    not ${key('latest')}: it is a link`,
      `    not ${key('v1')}: it is a link`,
      `  ${key('v1')} -> ${key('1.10.0')}: right: it points at the greatest candidate`,
      ...Array.from({ length: 8 }, () => expect.stringMatching(/^ {4}/)),
    ]);
  });

  test.each([
    [
      'nothing there',
      'elsewhere',
      ['elsewhere: nothing there', '', 'rule app: does not match: the key does not begin with releases/'],
    ],
    [
      'under the prefix, not as the regex has it',
      'releases/app',
      [
        'releases/app: nothing there',
        '',
        'rule app: does not match: the regex ^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$ does not match',
      ],
    ],
    [
      'an order value that cannot be read is said once, not for each alias',
      key('abc'),
      [
        `${key('abc')}: an object`,
        '',
        'rule app: matches, app=app version=abc file=app.tgz',
        '  order semver: skipped: "abc" is not a semantic version (like 1.10.0 or 2.0.0-rc.1)',
      ],
    ],
    [
      'a version that the order handles unexpectedly',
      key('22.01'),
      [
        `${key('22.01')}: nothing there`,
        '',
        'rule app: matches, app=app version=22.01 file=app.tgz',
        '  order semver: skipped: "22.01" is not a semantic version (like 1.10.0 or 2.0.0-rc.1)',
        '  hint: semver does not read "22.01", because 01 begins with a zero; order by calver if the version is a date, or by version',
      ],
    ],
    [
      'what only an alias asks for is said of that alias',
      key('2.0.0-rc.1'),
      [
        `${key('2.0.0-rc.1')}: an object`,
        expect.stringMatching(/^not withdrawn; the marker releases\/app\/2\.0\.0-rc\.1\/\.withdrawn would withdraw /),
        '',
        'rule app: matches, app=app version=2.0.0-rc.1 file=app.tgz',
        '  order semver: 2.0.0-rc.1',
        '  releases/{app}/latest/{file}: none: "2.0.0-rc.1" is a prerelease, and this alias does not accept prereleases',
        '  releases/{app}/v{version.major}/{file}: none: "2.0.0-rc.1" is a prerelease, and this alias does not accept prereleases',
      ],
    ],
  ])('of a key that is not a candidate: %s', async (_, asked, expected) => {
    expect(await lines(asked)).toEqual(expected);
  });

  test('of an archived object: that it cannot be read, on a line of its own and for each alias', async () => {
    const asked = 'releases/cold/1.1.0/f';
    const versions = ['a', 'b', 'c', 'd', 'e', '1.0.0'].map((version) => `releases/cold/${version}/f`);
    await world.put(...versions);
    const body = new TextEncoder().encode('f');
    await world.store.send({ operation: 'PutObject', key: asked, body, storageClass: 'ColdArchive' });
    const shown = await lines(asked);
    expect(shown.slice(0, 2)).toEqual([
      `${asked}: an object`,
      'it is archived (ColdArchive) and not restored, so it cannot be read, also through an alias',
    ]);
    const at = shown.indexOf(`    not ${asked}: it is archived (ColdArchive) and is not restored`);
    expect(shown[at + 1]).toBe('    not releases/cold/a/f: "a" is not a semantic version (like 1.10.0 or 2.0.0-rc.1)');
  });

  test('of an alias: what it is', async () => {
    const shown = await lines(key('latest'));
    expect(shown).toContain('it is an alias of rule app');
    expect(shown).toContain(`  ${key('latest')} -> ${key('1.10.0')}: right: it points at the greatest candidate`);
  });

  test('of a real object at an alias key: that it is never replaced', async () => {
    const shown = await lines('releases/own/latest/a');
    expect(shown).toContain(
      '  releases/own/latest/a -> (none): foreign: a real object is at the alias key and is not replaced',
    );
    expect(shown).toContain('    1 candidate, winner releases/own/1.0.0/a');
  });

  test('of many candidates the greatest, and how many more', async () => {
    await world.put(...['1', '2', '3', '4', '5', '6', '7'].map((n) => `releases/many/${n}.0.0/f`));
    const shown = await lines('releases/many/latest/f');
    const at = shown.indexOf('    7 candidates, winner releases/many/7.0.0/f');
    expect(shown.slice(at + 1)).toEqual([
      ...['7', '6', '5', '4', '3'].map((n, i) => `    ${i + 1}. releases/many/${n}.0.0/f (${n}.0.0)`),
      '    and 2 lower ones',
    ]);
  });

  test('of a link of former rules: whose it was', async () => {
    const rules = world.file('former.yaml', RULES.replace('releases/{app}/v{version.major}/{file}', 'old/{app}'));
    await world.run('apply', key('1.10.0'), '--rules', rules);
    expect((await lines('old/app')).at(-1)).toBe(
      'it was an alias of rule app, and no rule defines it any more; autoalias prune deletes it',
    );
  });

  test('with --json everything is there for programs', async () => {
    const ran = await world.run('explain', '--json', key('latest'));
    expect(json(ran)).toMatchObject({
      key: key('latest'),
      exists: 'symlink',
      rules: [{ rule: 'app', matched: true, order: { by: 'semver', why: expect.stringContaining('not a semantic') } }],
      alias: {
        rule: 'app',
        state: 'right',
        action: 'unchanged',
        planned: true,
        from: key('1.10.0'),
        winner: key('1.10.0'),
        candidates: 2,
      },
    });
  });

  test('reads only', async () => {
    const links = (await world.store.send({ operation: 'ListObjectVersions', prefix: 'releases/', maxKeys: 1000 }))
      .versions;
    await world.run('explain', 'releases/own/1.0.0/a');
    expect(
      (await world.store.send({ operation: 'ListObjectVersions', prefix: 'releases/', maxKeys: 1000 })).versions,
    ).toEqual(links);
  });

  test('an empty key is wrong use', async () => {
    expect(await world.run('explain', '')).toMatchObject({
      exitCode: 2,
      out: '',
      err: 'autoalias: HeadObject: the key is empty; pass the key of an object\n',
    });
  });

  test.each(['/x', '//releases/x', '\\\\x'])('of %s, which is not a key', async (key) => {
    const { exitCode, out, err } = await world.run('explain', key);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain(`${key} is not a key: a key does not begin with ${key.charAt(0)}; write `);
  });

  test("of an alias its own rejected candidates first, other files' last, links behind them", async () => {
    await world.put(
      ...Array.from({ length: 8 }, (_, i) => `releases/own2/0.${i}.0/aaa`),
      'releases/own2/1.0.0-rc.1/zzz',
      'releases/own2/9.9/zzz',
    );
    await world.run('apply', 'releases/own2/0.1.0/aaa');
    const shown = await lines('releases/own2/latest/zzz');
    const rejected = shown.filter((line) => line.startsWith('    not '));
    expect(rejected.slice(0, 2)).toEqual([
      expect.stringMatching(/^ {4}not releases\/own2\/9\.9\/zzz: "9\.9" is not a semantic version/),
      '    not releases/own2/1.0.0-rc.1/zzz: "1.0.0-rc.1" is a prerelease, and this alias does not accept prereleases',
    ]);
    expect(rejected.filter((line) => line.endsWith('it is a link'))).toEqual([]);
  });

  test('of an alias that the release that is shown has no file for', async () => {
    const rules = world.file('sets.yaml', SETS);
    await world.put('features/dt=2026-11-20/part-3', 'features/dt=2026-11-20/_SUCCESS');
    await world.put('features/dt=2026-11-21/part-1', 'features/dt=2026-11-21/_SUCCESS');
    const ran = await world.run('explain', 'features/dt=current/part-3', '--rules', rules);
    expect(ran.out).toContain('(none): absent: release 2026-11-21 is shown and does not have this file\n');
    expect(ran.out).toContain('    1 candidate in other releases than 2026-11-21\n');
    expect(ran.out).not.toContain('no candidates');
  });

  test('of a pinned alias the reason once', async () => {
    await world.put('releases/held/1.0.0/f');
    await world.run('pin', 'releases/held/latest/f', 'releases/held/1.0.0/f', '--reason', 'wait');
    expect(await lines('releases/held/latest/f')).toContainEqual(
      expect.stringMatching(
        /^ {2}releases\/held\/latest\/f -> releases\/held\/1\.0\.0\/f: pinned: wait; by .+ since [^;]+$/,
      ),
    );
  });
});

const SETS = `version: 1
rules:
  - name: sets
    match: { prefix: features/, regex: '^features/dt=(?<date>\\d{4}-\\d{2}-\\d{2})/(?<file>.+)$' }
    order: { by: date, on: date, format: YYYY-MM-DD }
    aliases: ['features/dt=current/{file}']
    release: { of: '{date}', complete: ['features/dt={date}/_SUCCESS'] }
`;
