import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runDev } from '../../../src/cli/dev/dev.ts';
import { createOssStore } from '../../../src/stores/oss/client/oss-client.ts';
import type { Store } from '../../../src/stores/store.ts';
import { buildFunctions } from '../../local/build-functions.ts';
import { buildWorker } from '../../local/build-worker.ts';

const CREDENTIALS = { accessKeyId: 'autoalias', accessKeySecret: 'autoalias-secret' };
const OWN_RULES = fileURLToPath(new URL('../../../functions/autoalias.yaml', import.meta.url));
/** Within the project, from where the command line finds the storage library that is not bundled. */
const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/autoalias/', import.meta.url));

let root: string;
let workerFile: URL;
const children: ChildProcess[] = [];

beforeAll(async () => {
  await mkdir(CACHE, { recursive: true });
  root = await mkdtemp(join(CACHE, 'dev-'));
  [workerFile] = await Promise.all([
    buildWorker(join(root, 'cli')),
    buildFunctions(join(root, 'functions')),
    build({
      entryPoints: { autoalias: fileURLToPath(new URL('../../../src/cli/bin.ts', import.meta.url)) },
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      outExtension: { '.js': '.mjs' },
      loader: { '.yaml': 'text', '.txt': 'text' },
      banner: {
        js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
      },
      external: ['lmdb'],
      outdir: join(root, 'cli'),
    }),
  ]);
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rm(root, { recursive: true }));

function environment(dataDir: string, fields: Record<string, string> = {}) {
  return {
    AUTOALIAS_DATA: join(root, dataDir),
    AUTOALIAS_PORT: '0',
    AUTOALIAS_STORE_PORT: '0',
    AUTOALIAS_BOS_PORT: '0',
    ...fields,
  };
}

interface Running {
  readonly store: string;
  readonly api: string;
  readonly bos: string;
  readonly child: ChildProcess;
  /** What it has printed until now. */
  readonly out: () => string;
  readonly err: () => string;
}

/** The command as it is shipped, in a process of its own, once it says that it is ready. */
function spawnDev(dataDir: string, fields: Record<string, string> = {}): Promise<Running> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'cli', 'autoalias.mjs'), 'dev'], {
      env: { PATH: process.env.PATH ?? '', ...environment(dataDir, fields) },
    });
    children.push(child);
    let out = '';
    let err = '';
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.stdout.on('data', (chunk) => {
      out += chunk;
      if (out.includes('\n')) resolve({ ...JSON.parse(out), child, out: () => out, err: () => err });
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it was ready: ${err}`)));
  });
}

function ended(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => child.once('exit', resolve));
}

function openStore(endpoint: string): Store {
  return createOssStore({ endpoint, region: 'cn-hangzhou', bucket: 'demo', credentials: () => CREDENTIALS });
}

function put(store: Store, key: string) {
  return store.send({ operation: 'PutObject', key, body: Buffer.from(key) });
}

async function untilQuiet({ api }: Running): Promise<void> {
  for (;;) {
    const { queue } = JSON.parse(await (await fetch(`${api}/local/stats`)).text());
    if (queue.ready + queue.later === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('autoalias dev', () => {
  it('prints exactly one JSON line on standard output, and stops on a signal', async () => {
    const running = await spawnDev('plain', { AUTOALIAS_RULES: OWN_RULES });
    const { store, api, bos } = running;
    expect(JSON.parse(running.out())).toEqual({ ready: true, store, api, bos, bucket: 'demo' });
    expect((await fetch(bos)).headers.get('server')).toBe('BceBos');
    running.child.kill('SIGTERM');
    expect(await ended(running.child)).toBe(0);
    expect(running.out().split('\n')).toHaveLength(2);
    expect(running.err()).toMatch(
      /Try next.*Stopping: .*\nStopped after 1 requests and 0 events handled; no events are waiting\n$/s,
    );
  });

  it('loses nothing that it acknowledged when it is killed, and ends right', async () => {
    const versions = Array.from({ length: 120 }, (_, i) => `1.${(i * 77) % 120}.0`);
    const keyOf = (version: string): string => `releases/app/${version}/app.tgz`;
    const fields = { AUTOALIAS_RULES: OWN_RULES, AUTOALIAS_DUPLICATES: '1' };
    const first = await spawnDev('killed', fields);
    const before = openStore(first.store);
    const acknowledged: string[] = [];
    const half = versions.slice(0, 60).map(async (version) => {
      await put(before, keyOf(version));
      acknowledged.push(keyOf(version));
      if (acknowledged.length === 40) first.child.kill('SIGKILL');
    });
    await Promise.allSettled(half);
    await before.close();
    expect(acknowledged.length).toBeGreaterThanOrEqual(40);

    const second = await spawnDev('killed', fields);
    const store = openStore(second.store);
    await Promise.all(versions.slice(60).map((version) => put(store, keyOf(version))));
    await untilQuiet(second);
    const listed = await store.send({ operation: 'ListObjects', prefix: 'releases/app/', maxKeys: 1000 });
    const objects = listed.objects.filter(({ type }) => type !== 'Symlink').map(({ key }) => key);
    expect(acknowledged.filter((key) => !objects.includes(key))).toEqual([]);
    const minors = objects.map((key) => Number(key.split('.')[1]));
    const latest = await store.send({ operation: 'GetSymlink', key: 'releases/app/latest/app.tgz' });
    expect(latest).toMatchObject({ found: 'symlink', target: keyOf(`1.${Math.max(...minors)}.0`) });
    await store.close();
  });

  it('says which process has the data directory', async () => {
    const running = await spawnDev('taken', { AUTOALIAS_RULES: OWN_RULES });
    await expect(spawnDev('taken')).rejects.toThrow(
      `ended with 1 before it was ready: autoalias: data directory ${join(root, 'taken')}: the local cloud with pid ${running.child.pid} uses it`,
    );
  });

  it('refuses a setting that cannot work', async () => {
    await expect(spawnDev('refused', { AUTOALIAS_PORT: 'x' })).rejects.toThrow(
      "ended with 1 before it was ready: autoalias: environment variable AUTOALIAS_PORT: the value 'x' cannot be used",
    );
  });
});

/** In this process, with a short history, until the text appears; gives everything that it printed. */
async function run(dataDir: string, until: string, stdoutIsTerminal: boolean, fields: Record<string, string> = {}) {
  const stop = new AbortController();
  let out = '';
  let err = '';
  const look = (): void => {
    if ((out + err).includes(until)) stop.abort();
  };
  const io = {
    env: environment(dataDir, fields),
    out: (text: string) => {
      out += text;
      look();
    },
    err: (text: string) => {
      err += text;
      look();
    },
    signal: stop.signal,
  };
  const versions = ['1.0.0', '1.10.0', '1.9.0', '2.0.0-rc.1'];
  const functionsDir = join(root, 'functions');
  const around = { functionsDir, workerFile, directory: root, stdoutIsTerminal, versions };
  const result = await runDev(io, around);
  return { result, out, err };
}

describe('what it shows while it runs', () => {
  const until = async (text: () => string, shown: string | RegExp): Promise<void> => {
    while (!(typeof shown === 'string' ? text().includes(shown) : shown.test(text()))) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const rulesOf = (alias: string): string => `version: 1
rules:
  - name: app
    match: { prefix: apps/, regex: '^apps/(?<version>[0-9.]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['apps/${alias}/{file}']
`;

  it('the decisions of the functions, and what they refuse', async () => {
    const rules = join(root, 'decisions.yaml');
    await writeFile(rules, rulesOf('latest'));
    const running = await spawnDev('decisions', { AUTOALIAS_RULES: rules });
    const store = openStore(running.store);
    await put(store, 'apps/1.9.0/a');
    await until(running.err, '\napps/latest/a  (new) -> 1.9.0   (apps/1.9.0/a uploaded)\n');
    await put(store, 'apps/1.10.0/a');
    await until(running.err, '\napps/latest/a  1.9.0 -> 1.10.0   (apps/1.10.0/a uploaded)\n');
    await put(store, 'apps/1.2.0/a');
    await until(running.err, '\napps/1.2.0/a uploaded: 1 alias stays as it is (');
    await put(store, 'apps/latest/b');
    await put(store, 'apps/1.0.0/b');
    await until(running.err, /\napps\/latest\/b {2}refused {2}.* {3}\(apps\/1\.0\.0\/b uploaded\)\n/);
    await put(store, 'apps/1.0.0/\u001b[2Jc');
    await until(running.err, '\napps/latest/\\x1b[2Jc  (new) -> 1.0.0');
    expect(running.err()).not.toContain('\u001b');
    const { deliveries } = JSON.parse(await (await fetch(`${running.api}/local/events`)).text());
    expect(deliveries.at(-1).decisions).toMatchObject([{ alias: 'apps/latest/a', from: null, to: 'apps/1.9.0/a' }]);
    await store.close();
  });

  it('new rules when their file changes, and its problems until they are fixed', async () => {
    const rules = join(root, 'reload.yaml');
    await writeFile(rules, rulesOf('latest'));
    const running = await spawnDev('reload', { AUTOALIAS_RULES: rules });
    const store = openStore(running.store);
    await put(store, 'apps/1.0.0/a');
    await until(running.err, 'apps/latest/a  (new) -> 1.0.0');

    await writeFile(rules, rulesOf('newest'));
    await until(running.err, `The rules of ${rules} changed and are in force: 1 rule\n`);
    await until(running.err, '\nWith these rules: 1 alias to create, 1 that no rule defines any more (autoalias prune');
    await until(running.err, '\napps/newest/a  (new) -> 1.0.0   (sweep)\n');
    await put(store, 'apps/1.1.0/a');
    await until(running.err, '\napps/newest/a  1.0.0 -> 1.1.0   (apps/1.1.0/a uploaded)\n');

    await writeFile(rules, rulesOf('newest').replace('version: 1', 'version: 2'));
    await until(running.err, `\n${rules}:1:10: version: must be 1`);
    await until(running.err, 'the former ones stay in force');
    await put(store, 'apps/1.2.0/a');
    await until(running.err, '\napps/newest/a  1.1.0 -> 1.2.0   (apps/1.2.0/a uploaded)\n');

    const aside = `${rules}.new`;
    await writeFile(aside, rulesOf('newest'));
    await rename(aside, rules);
    await until(running.err, `${rules} is right again. It is as it was, so nothing changes`);
    running.child.kill('SIGINT');
    expect(await ended(running.child)).toBe(0);
    await store.close();
  });
});

describe('runDev', () => {
  it('shows the main job where the data directory was empty, and only there', async () => {
    const { result, out, err } = await run('demo', 'Try next', false);
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(err).toContain('uploading the 4 releases of vite');
    expect(err).toContain('uploading 4 of 4');
    expect(err).toContain('releases/vite/latest/vite.tgz  ->  releases/vite/1.10.0/vite.tgz');
    expect(err).toContain('releases/vite/next/vite.tgz    ->  releases/vite/2.0.0-rc.1/vite.tgz');
    expect(result).toMatchObject({ exitCode: 0, json: { stopped: true, queue: { ready: 0 } } });
    const again = await run('demo', 'Try next', false);
    expect(again.err).not.toContain('uploading');
  });

  it('goes on with a demo that was interrupted', async () => {
    const { result, err } = await run('interrupted', 'uploading the 4 releases', false);
    expect(err).toContain('The demo is not finished; the next start continues it');
    expect(result.exitCode).toBe(0);
    const again = await run('interrupted', 'Try next', false);
    expect(again.err).toContain('The demo was interrupted: uploading the last ');
    expect(again.err).toContain('releases/vite/latest/vite.tgz  ->  releases/vite/1.10.0/vite.tgz');
    expect((await run('interrupted', 'Try next', false)).err).not.toContain('uploading');
  });

  it('shows it also after a start that failed because a port was taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const AUTOALIAS_PORT = String((taken.address() as AddressInfo).port);
    await expect(run('port', 'never', false, { AUTOALIAS_PORT })).rejects.toMatchObject({ code: 'config-invalid' });
    taken.close();
    const { err } = await run('port', 'Try next', false);
    expect(err).toContain('releases/vite/latest/vite.tgz  ->  releases/vite/1.10.0/vite.tgz');
  });

  it('shows nothing of the demo to rules of their own', async () => {
    const { err } = await run('own', 'Try next', false, { AUTOALIAS_RULES: OWN_RULES });
    expect(err).toContain(`--rules '${OWN_RULES}'`);
    expect(err).not.toContain('vite');
  });

  it('names the rules, and a rules file in the directory that is not used', async () => {
    const own = await run('named', 'Try next', false, { AUTOALIAS_RULES: OWN_RULES });
    expect(own.err).toContain(`Rules: ${OWN_RULES}, 1 rule; a change to the file takes effect at once`);
    const builtIn = 'Rules: built in; to use';
    expect((await run('named', 'Try next', false)).err).toContain(`${builtIn} others, add --rules FILE`);
    await writeFile(join(root, 'autoalias.yaml'), '');
    expect((await run('named', 'Try next', false)).err).toContain(
      `${builtIn} the file here, add --rules autoalias.yaml`,
    );
    await rm(join(root, 'autoalias.yaml'));
  });

  it('speaks on standard output where that is a terminal', async () => {
    const { out, err } = await run('terminal', 'Try next', true, { AUTOALIAS_RULES: OWN_RULES });
    expect(out).toContain('Try next');
    expect(err).toBe('');
  });

  it('uses the token that is set, or one that it keeps', async () => {
    const set = await run('token', 'Try next', false, { AUTOALIAS_RULES: OWN_RULES, AUTOALIAS_TOKEN: 'my-own' });
    expect(set.err).toContain('Bearer $AUTOALIAS_TOKEN');
    expect(set.err).not.toContain('my-own');
    const kept = await run('token', 'Try next', false, { AUTOALIAS_RULES: OWN_RULES });
    expect(kept.err).toContain(`Bearer ${await readFile(join(root, 'token', 'token'), 'utf8')}`);
  });

  it('refuses rules that cannot be used before anything is opened', async () => {
    await expect(run('rules', 'never', false, { AUTOALIAS_RULES: 'none.yaml' })).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining('none.yaml cannot be read'),
    });
  });
});
