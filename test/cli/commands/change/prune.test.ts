import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RULES } from '../../../handlers/handler-world.ts';
import { type CliWorld, cliWorld } from '../../cli-world.ts';

let world: CliWorld;
beforeEach(async () => {
  world = await cliWorld();
  const former = world.file('former.yaml', RULES.replace('releases/{app}/v{version.major}/{file}', 'old/{app}/{file}'));
  await world.put(key('1.0.0'));
  await world.run('sweep', '--rules', former);
  await world.store.send({ operation: 'PutSymlink', key: 'old/theirs', target: key('1.0.0') });
  await world.put('old/object');
});
afterEach(() => world.close());

function key(version: string) {
  return `releases/app/${version}/app.tgz`;
}

const OLD = 'old/app/app.tgz';

describe('prune', () => {
  test('without --yes lists what no rule defines, deletes nothing, and ends with 3', async () => {
    const ran = await world.run('prune');
    expect(ran).toMatchObject({ exitCode: 3, err: '' });
    expect(ran.out).toBe(
      [
        'ALIAS            WHAT      RULE  TARGET                      WHY',
        `${OLD}  orphaned  app   ${key('1.0.0')}  no rule defines it any more`,
        '',
        '5 objects: 1 alias that no rule defines; write --yes to delete',
        '',
      ].join('\n'),
    );
    expect(await world.target(OLD)).toBe(key('1.0.0'));
  });

  test('with --yes deletes that and nothing else, and then there is nothing', async () => {
    const ran = await world.run('prune', '--yes', '--rules', world.rulesFile);
    expect(ran).toMatchObject({ exitCode: 0, err: '', out: expect.stringMatching(/\n5 objects: 1 removed\n$/) });
    expect(await world.target(OLD)).toBeUndefined();
    expect(await world.target('old/theirs')).toBe(key('1.0.0'));
    expect(await world.target(key('latest'))).toBe(key('1.0.0'));
    expect(await world.store.send({ operation: 'HeadObject', key: 'old/object' })).toMatchObject({ found: 'object' });
    expect(await world.run('prune')).toEqual({
      exitCode: 0,
      out: '4 objects: every alias belongs to a rule\n',
      err: '',
    });
  });

  test.each([
    [['releases/'], 0, 0],
    [['old/'], 3, 1],
    [['--rule', 'other'], 0, 0],
    [['--rule', 'app'], 3, 1],
  ])('limited by %j', async (args, exitCode, count) => {
    const ran = await world.run('prune', ...args, '--json');
    const found = ran.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(ran.exitCode).toBe(exitCode);
    expect(found.slice(0, -1)).toMatchObject(
      Array(count).fill({ alias: OLD, state: 'orphaned', action: 'removed', planned: true, to: null }),
    );
    expect(found.at(-1)).toMatchObject({ total: { actions: { removed: count, kept: 0 }, planned: true } });
  });

  test('the rules in functions/README.md delete every alias', async () => {
    const [, rules = ''] = /```yaml file=none\.yaml\n(.*?)```/s.exec(readFileSync('functions/README.md', 'utf8')) ?? [];
    const none = world.file('none.yaml', rules);
    expect(await world.run('prune', '--rules', none)).toMatchObject({ exitCode: 3, err: '' });
    expect(await world.run('prune', '--rules', none, '--yes')).toMatchObject({ exitCode: 2 });
    expect(await world.run('prune', '--rules', none, '--yes', '--at-most', '1000')).toMatchObject({ exitCode: 0 });
    expect(await world.target(OLD)).toBeUndefined();
    expect(await world.target(key('latest'))).toBeUndefined();
  });

  const empty = () => world.file('empty.yaml', RULES.replaceAll('releases/', 'other/'));
  const links = async () => (await world.run('status', '--all', '--json', '--rules', empty())).out.match(/"orphaned"/g);

  test.each<[what: string, args: () => string[], message: RegExp]>([
    ['--yes by rules that no flag names', () => ['--yes'], /the deployment may follow others; add --api, or /],
    [
      '--yes by rules that do not cover any of the links',
      () => ['--yes', '--rules', empty()],
      /with the rules of \S+empty\.yaml \(sha256:[0-9a-f]{12}\), 2 aliases would be deleted, more than the 0 symlinks that these rules define; if that is right, add --at-most 2$/m,
    ],
    [
      'more than --at-most',
      () => ['--yes', '--rules', empty(), '--at-most', '1'],
      /2 aliases would be deleted, more than --at-most 1$/m,
    ],
  ])('%s: nothing is deleted', async (_, args, message) => {
    const before = await links();
    const ran = await world.run('prune', ...args());
    expect(ran).toMatchObject({ exitCode: 2, out: '', err: expect.stringMatching(/^autoalias: nothing was deleted/) });
    expect(ran.err).toMatch(message);
    expect(await links()).toEqual(before);
  });

  test('--at-most may always be given, so a script can run again', async () => {
    const args = ['prune', '--yes', '--rules', empty(), '--at-most', '2'];
    expect(await world.run(...args)).toMatchObject({ exitCode: 0, out: expect.stringContaining('2 removed') });
    expect(await world.run(...args)).toMatchObject({ exitCode: 0 });
    expect(await world.target('old/theirs')).toBe(key('1.0.0'));
  });
});
