import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { buildProgram } from '../../src/cli/program.ts';
import { createBosStore } from '../../src/entries/store.ts';
import { type EmbeddedBos, startBos } from '../../src/entries/testing.ts';
import type { Store } from '../../src/stores/store.ts';
import { RULES } from '../handlers/handler-world.ts';
import { json, run } from './run.ts';

let bos: EmbeddedBos;
let store: Store;
let dir: string;
beforeAll(async () => {
  bos = await startBos({ buckets: ['demo'] });
  store = createBosStore({ ...bos, bucket: 'demo' });
  dir = mkdtempSync(join(tmpdir(), 'autoalias-baidu-'));
  writeFileSync(join(dir, 'rules.yaml'), RULES);
});
afterAll(async () => {
  await store.close();
  await bos.close();
  rmSync(dir, { recursive: true });
});

function env() {
  return {
    BOS_ENDPOINT: bos.endpoint,
    BCE_ACCESS_KEY_ID: bos.credentials.accessKeyId,
    BCE_SECRET_ACCESS_KEY: bos.credentials.accessKeySecret,
    AUTOALIAS_RULES: join(dir, 'rules.yaml'),
    AUTOALIAS_DATA: dir,
    AUTOALIAS_ACTOR: 'anna@build',
  };
}

async function upload(...versions: readonly string[]): Promise<void> {
  for (const version of versions) {
    const key = `releases/app/${version}/app.tgz`;
    await store.send({ operation: 'PutObject', key, body: new TextEncoder().encode(version) });
  }
}

async function target(key: string): Promise<string | undefined> {
  const link = await store.send({ operation: 'GetSymlink', key });
  return link.found === 'symlink' ? link.target : undefined;
}

const LATEST = 'releases/app/latest/app.tgz';
const OLD = 'releases/app/1.9.0/app.tgz';
const NEW = 'releases/app/1.10.0/app.tgz';

/** The commands in an order in which each has work to do: exit code, and what it prints. */
const STORY: readonly (readonly [args: readonly string[], exitCode: number, out: RegExp])[] = [
  [['status'], 3, /^releases\/app\/latest\/app\.tgz +missing/m],
  [['plan'], 3, /^releases\/app\/latest\/app\.tgz .* releases\/app\/1\.10\.0\/app\.tgz/m],
  [['apply', NEW], 0, /latest\/app\.tgz +pointed/],
  [['explain', LATEST], 0, /right: it points at the greatest candidate/],
  [['resolve', LATEST], 0, /-> releases\/app\/1\.10\.0\/app\.tgz$/m],
  [['pin', LATEST, OLD, '--reason', 'test'], 0, /latest\/app\.tgz +pinned/],
  [['unpin', LATEST], 0, /latest\/app\.tgz +pointed/],
  [['withdraw', NEW, '--reason', 'bad', '--yes'], 0, /latest\/app\.tgz +pointed .*1\.9\.0/],
  [['restore', NEW], 0, /latest\/app\.tgz +pointed .*1\.10\.0/],
  [['rollback', LATEST, '--reason', 'bad', '--yes'], 0, /latest\/app\.tgz +pointed .*1\.9\.0/],
  [['history', LATEST], 0, /rollback: bad[\s\S]*keeps no versions of symlinks/],
  [['sweep'], 0, /unchanged/],
  [['wait', LATEST, '--target', OLD, '--timeout', '5s'], 0, /it shows releases\/app\/1\.9\.0\/app\.tgz/],
  [['prune'], 0, /every alias belongs to a rule/],
  [['put-symlink', '--key', 'docs/current', '--symlink-target', OLD], 0, /^target +releases\/app\/1\.9\.0\/app\.tgz$/m],
  [['get-symlink', '--key', 'docs/current'], 0, /^target +releases\/app\/1\.9\.0\/app\.tgz$/m],
];

/** Without versions of symlinks there is no past to read. */
const REFUSED: readonly (readonly [args: readonly string[], exitCode: number, err: RegExp])[] = [
  [['diff', 'releases/', '--from', '1h'], 1, /keeps no versions of symlinks/],
];

/** These work on a deployment, which has its own tests, and `api` is ossutil's. */
const ELSEWHERE = ['package', 'lint', 'api put-symlink', 'api get-symlink'];

describe('every command that reads a bucket works on BOS', () => {
  beforeAll(() => upload('1.9.0', '1.10.0'));

  for (const [args, exitCode, out] of STORY) {
    test(args.join(' '), async () => {
      const ran = await run([...args, '--cloud', 'baidu'], env());
      expect(ran.out + ran.err).toMatch(out);
      expect(ran.exitCode).toBe(exitCode);
    });
  }

  test.each(REFUSED)('%j is refused with the reason', async (args, exitCode, err) => {
    const ran = await run([...args, '--cloud', 'baidu'], env());
    expect(ran).toMatchObject({ exitCode, err: expect.stringMatching(err) });
  });

  test('no command is missing here', () => {
    const tried = [...STORY, ...REFUSED].map(([[name]]) => name);
    expect(new Set([...tried, ...ELSEWHERE])).toEqual(new Set(commandsWithCloud()));
  });
});

function commandsWithCloud(): readonly string[] {
  const io = { env: {}, out: () => {}, err: () => {}, signal: new AbortController().signal };
  const below = (command: Command, path: string): readonly string[] =>
    command.commands.flatMap((one) => {
      if (one.helpGroup() === 'Deployment:') return [];
      const name = `${path} ${one.name()}`.trim();
      const has = one.options.some(({ long }) => long === '--cloud');
      return [...(has ? [name] : []), ...below(one, name)];
    });
  return below(
    buildProgram(io, () => {}),
    '',
  );
}

describe('the program itself', () => {
  // Not synchronous, because the store answers in this process. It rejects if the program fails.
  const program = (...args: readonly string[]) =>
    promisify(execFile)(process.execPath, [resolve(packageJson.bin.autoalias), ...args], {
      env: { ...env(), PATH: process.env.PATH },
    });

  test('moves an alias of a bucket that it is given by address', async () => {
    await upload('2.0.0');
    const moved = await program('apply', 'releases/app/2.0.0/app.tgz', '--bucket', 'bos://demo', '--json');
    expect(moved.stderr).toBe('');
    expect(await target(LATEST)).toBe('releases/app/2.0.0/app.tgz');
    const shown = await program('get-symlink', `bos://demo/${LATEST}`, '--quiet');
    expect(shown).toEqual({ stdout: 'releases/app/2.0.0/app.tgz\n', stderr: '' });
  });

  test('writes a symlink with every parameter of the page, and reads it back', async () => {
    const written = await program(
      ...['put-symlink', 'bos://demo/page', '--symlink-target', OLD, '--target-bucket', 'other-bucket'],
      ...['--storage-class', 'COLD', '--acl', 'public-read', '--meta', 'gen=7', '--forbid-overwrite', 'false'],
    );
    expect(written.stderr).toBe('');
    const shown = await run(['get-symlink', 'bos://demo/page', '--json'], env());
    expect(json(shown)).toMatchObject({ target: OLD, targetBucket: 'other-bucket', metadata: { gen: '7' } });
  });
});
