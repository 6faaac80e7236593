import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../../../../src/cli/run-cli.ts';
import { RULES } from '../../../handlers/handler-world.ts';
import { type CliWorld, cliWorld } from '../../cli-world.ts';
import { json } from '../../run.ts';

const LATEST = 'releases/app/latest/f';
const SETS = RULES.replace(
  '    aliases:',
  "    release: { of: '{app}/{version}', complete: ['releases/{app}/{version}/done'] }\n    aliases:",
);

function key(version: string, app = 'app') {
  return `releases/${app}/${version}/f`;
}

let world: CliWorld;
let sets: string;

beforeAll(async () => {
  world = await cliWorld();
  sets = world.file('sets.yaml', SETS);
  await world.put(key('1.0.0'), key('1.1.0'));
  await world.run('apply', '--all');
});
afterAll(() => world.close());

describe('wait', () => {
  test.each([
    [[LATEST], 0, `${LATEST}: shown after 0 s: it shows ${key('1.1.0')}\n`],
    [[LATEST, '--target', key('1.1.0')], 0, `${LATEST}: shown after 0 s: it shows ${key('1.1.0')}\n`],
    [[LATEST, '--version', '1.1.0'], 0, `${LATEST}: shown after 0 s: it shows ${key('1.1.0')}\n`],
    [
      [LATEST, '--version', '1.0.0'],
      3,
      `${LATEST}: overtaken after 0 s: it shows ${key('1.1.0')}, which is greater than version 1.0.0\n`,
    ],
  ])('%j', async (args, exitCode, out) => {
    expect(await world.run('wait', ...args)).toEqual({ exitCode, out, err: '' });
  });

  test('the time is over', async () => {
    const ran = await world.run('wait', LATEST, '--version', '2.0.0', '--timeout', '1s');
    expect(ran).toMatchObject({ exitCode: 1, err: '' });
    expect(ran.out).toMatch(
      /^releases\/app\/latest\/f: timeout after 1 s: it shows \S+1\.1\.0\/f, not version 2\.0\.0; it points at/,
    );
  });

  test('the alias moves while the command waits', async () => {
    await world.put(key('1.0.0', 'late'));
    const ran = world.run('wait', key('latest', 'late'), '--timeout', '30s', '--json');
    await world.run('apply', key('1.0.0', 'late'));
    expect(json(await ran)).toMatchObject({
      alias: key('latest', 'late'),
      goal: key('1.0.0', 'late'),
      outcome: 'shown',
      shows: key('1.0.0', 'late'),
    });
  });

  test('a release', async () => {
    await world.put('releases/set/1.0.0/f', 'releases/set/1.0.0/done');
    await world.run('apply', '--all', '--rules', sets);
    const args = ['wait', 'releases/set/latest/', '--rules', sets, '--json'];
    expect(json(await world.run(...args, '--release', '1.0.0'))).toMatchObject({
      prefix: 'releases/set/latest/',
      release: '1.0.0',
      outcome: 'shown',
      moved: 2,
      of: 2,
    });
    expect(await world.run(...args, '--release', '0.9.0')).toMatchObject({ exitCode: 3 });
  });

  test('Ctrl-C ends it', async () => {
    const stop = new AbortController();
    const env = { OSS_ENDPOINT: world.endpoint, AUTOALIAS_RULES: world.rulesFile };
    const out: string[] = [];
    const io = { env, out: (text: string) => void out.push(text), err: () => {}, signal: stop.signal };
    const ended = runCli(['wait', LATEST, '--version', '99.0.0'], io);
    stop.abort();
    expect(await ended).toBe(130);
    expect(out.join('')).toContain(`${LATEST}: stopped after`);
  });

  test('--version before the command is still that of the program', async () => {
    expect((await world.run('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test.each([
    [['wait'], "missing required argument 'alias'"],
    [['wait', 'a', '--timeout', 'soon'], 'like 30s, 5m or 2h'],
    [['wait', 'a', '--target', 'b', '--version', '1'], 'exclude each other'],
    [['wait', 'a', '--release', '1'], 'ends with a slash'],
    [['wait', 'a/'], 'needs --release'],
    [['wait', LATEST, '--target', 'x'], 'can never be the target'],
    [['wait', LATEST, '--version', 'x'], 'is not a version of rule app'],
  ])('wrong use: %j', async (args, message) => {
    expect(await world.run(...args)).toMatchObject({ exitCode: 2, err: expect.stringContaining(message) });
  });

  test('an alias that no rule defines', async () => {
    expect(await world.run('wait', 'x')).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('no rule defines'),
    });
  });
});
