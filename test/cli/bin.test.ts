import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { scriptedServer, stall } from '../stores/oss/scripted-server.ts';
import { type CliWorld, cliWorld } from './cli-world.ts';

/** As it is shipped: `npm test` builds first. */
const PROGRAM = resolve(packageJson.bin.autoalias);

let world: CliWorld;
let dir: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  world = await cliWorld();
  dir = mkdtempSync(join(tmpdir(), 'autoalias-bin-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await world.close();
  rmSync(dir, { recursive: true });
});

function start(args: readonly string[], env: Record<string, string> = {}, options: SpawnOptions = {}): ChildProcess {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: dir,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  children.push(child);
  return child;
}

async function textOf(stream: ChildProcess['stdout']): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) text += String(chunk);
  return text;
}

async function ended(child: ChildProcess) {
  const exit = once(child, 'exit');
  const [out, err] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  const [code, signal] = await exit;
  return { code, signal, out, err };
}

function onStore() {
  return { OSS_ENDPOINT: world.endpoint, AUTOALIAS_RULES: world.rulesFile };
}

describe('the built program', () => {
  test.each<[args: string[], code: number, out: RegExp, err: RegExp]>([
    [['--help'], 0, /^Usage: autoalias \[options\] \[command\]\n/, /^$/],
    [['--version'], 0, /^\d+\.\d+\.\d+\n$/, /^$/],
    [['nosuch'], 2, /^$/, /^autoalias: unknown command 'nosuch'\n\(see autoalias --help\)\n$/],
    [['validate', 'absent.yaml'], 1, /^absent\.yaml cannot be read: there is no such file; name a rules file\n$/, /^$/],
    [['sweep', '--bucket', 'X'], 2, /^$/, /^autoalias: bucket "X" is not valid; /],
  ])('%j ends with %i', async (args, code, out, err) => {
    const ran = await ended(start(args));
    expect(ran).toEqual({ code, signal: null, out: expect.stringMatching(out), err: expect.stringMatching(err) });
  });

  test('keeps the aliases of a store right', async () => {
    await world.put('releases/app/1.0.0/a', 'releases/app/1.2.0/a');
    const applied = await ended(start(['apply', 'releases/app/1.0.0/a', '--json'], onStore()));
    expect(applied).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(applied.out)).toMatchObject({ aliases: [{ action: 'pointed' }, { action: 'pointed' }] });
    expect(await world.target('releases/app/latest/a')).toBe('releases/app/1.2.0/a');
    const swept = await ended(start(['sweep'], onStore()));
    expect(swept).toMatchObject({ code: 0, out: expect.stringContaining('2 aliases: 2 unchanged'), err: '' });
    const explained = await ended(start(['explain', 'releases/app/latest/a'], onStore()));
    expect(explained).toMatchObject({ code: 0, out: expect.stringContaining(': right: '), err: '' });
  });

  test('finds autoalias.yaml where it is started, and what it was built with elsewhere', async () => {
    const own = await ended(start(['explain', 'zoo/1', '--json'], { OSS_ENDPOINT: world.endpoint }));
    expect(JSON.parse(own.out)).toMatchObject({ rules: [{ rule: 'app' }] });
    const rules = `version: 1\nrules: [{ name: zoo, match: { regex: '^zoo/(?<v>\\d+)$' }, order: { by: number, on: v }, aliases: [latest] }]\n`;
    writeFileSync(join(dir, 'autoalias.yaml'), rules);
    const found = await ended(start(['explain', 'zoo/1', '--json'], { OSS_ENDPOINT: world.endpoint }));
    expect(JSON.parse(found.out)).toMatchObject({ rules: [{ rule: 'zoo', matched: true }] });
  });

  test.each(['stdout', 'stderr'] as const)('a closed %s is not a failure', async (name) => {
    const child = start(name === 'stdout' ? ['validate', ...Array(500).fill('absent.yaml')] : ['nosuch']);
    child[name]?.destroy();
    const other = textOf(child[name === 'stdout' ? 'stderr' : 'stdout']);
    expect(await once(child, 'exit')).toEqual([name === 'stdout' ? 1 : 2, null]);
    expect(await other).toBe('');
  });

  test('Ctrl-C ends a command that waits for its store', async () => {
    const server = await scriptedServer([stall]);
    try {
      const child = start(['explain', 'a'], { ...onStore(), OSS_ENDPOINT: server.origin });
      const exit = once(child, 'exit');
      while (server.received.length === 0) await new Promise((done) => setTimeout(done, 20));
      child.kill('SIGINT');
      expect(await exit).toEqual([null, 'SIGINT']);
    } finally {
      await server.close();
    }
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'one that finishes what it began says so, and is ended by another %s',
    async (second) => {
      const server = await scriptedServer([stall]);
      try {
        const child = start(['sweep'], { ...onStore(), OSS_ENDPOINT: server.origin });
        const exit = once(child, 'exit');
        while (server.received.length === 0) await new Promise((done) => setTimeout(done, 20));
        child.kill('SIGINT');
        const [said] = await once(child.stderr ?? child, 'data');
        expect(String(said)).toBe('stopping: finishing work in progress; press Ctrl-C again to end at once\n');
        child.kill(second);
        expect(await exit).toEqual([null, second]);
      } finally {
        await server.close();
      }
    },
  );
});
