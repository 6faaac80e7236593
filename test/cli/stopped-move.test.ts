import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { tool, WITHDRAW_RULES } from '../handlers/withdraw/withdraw-world.ts';
import { type CliWorld, cliWorld } from './cli-world.ts';
import { type Answered, holdingProxy } from './holding-proxy.ts';

/** As it is shipped: `npm test` builds first. */
const PROGRAM = resolve(packageJson.bin.autoalias);

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

/** Runs the real program, presses Ctrl-C while it waits for the answer to one of its requests, and lets it end. */
async function stopAt(world: CliWorld, args: readonly string[], isLast: (request: Answered) => boolean) {
  const proxy = await holdingProxy(world.endpoint, isLast);
  undo.push(proxy.close);
  const env = { PATH: process.env.PATH, OSS_ENDPOINT: proxy.endpoint, AUTOALIAS_RULES: world.rulesFile };
  const child: ChildProcess = spawn(process.execPath, [PROGRAM, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  undo.push(() => child.kill('SIGKILL'));
  const exit = once(child, 'exit');
  const out = child.stdout === null ? '' : text(child.stdout);
  const err = child.stderr === null ? '' : text(child.stderr);
  const early = exit.then(async ([code]) => {
    throw new Error(`the program ended with ${code} before the request: ${await err}`);
  });
  await Promise.race([proxy.held, early]);
  early.catch(() => {});
  child.kill('SIGINT');
  await Promise.race([once(child.stderr ?? child, 'data'), exit]);
  proxy.release();
  const [exitCode, signal] = await exit;
  return { exitCode, signal, out: await out, err: await err };
}

function isMarkerWrite({ method, key }: Answered): boolean {
  return (method === 'PUT' || method === 'DELETE') && key.endsWith('.withdrawn');
}

function isLinkWrite({ method, isSymlink }: Answered): boolean {
  return method === 'PUT' && isSymlink;
}

function isListing({ method, key }: Answered): boolean {
  return method === 'GET' && key === '';
}

const LATEST = tool('latest');
const MARKER = tool('1.1.0', '.withdrawn');
const REASON = ['--reason', 'it is bad'];
const STOPPING = 'stopping: finishing work in progress';
const FINISHED = 'the event of a marker or the next sweep moves the other aliases';

async function worldOf(...before: string[]): Promise<CliWorld> {
  const world = await cliWorld();
  undo.push(world.close);
  world.file('rules.yaml', WITHDRAW_RULES);
  await world.put(tool('1.0.0'), tool('1.1.0'));
  expect(await world.run('sweep')).toMatchObject({ exitCode: 0 });
  if (before.length > 0) expect(await world.run(...before)).toMatchObject({ exitCode: 0 });
  return world;
}

async function hasMarker({ store }: CliWorld): Promise<boolean> {
  return (await store.send({ operation: 'HeadObject', key: MARKER })).found === 'object';
}

const WITHDRAW = ['withdraw', tool('1.1.0'), ...REASON];
const FROM = ['rollback', LATEST, '--from', '1.1.0', ...REASON];
const AGAIN = 'run the same command again';
const WRITTEN = '1 of 1 marker written';

test.each<[what: string, before: string[], command: string[], did: string, again: string, to: string]>([
  ['withdraw', [], WITHDRAW, WRITTEN, AGAIN, '1.0.0'],
  ['rollback', [], ['rollback', LATEST, ...REASON], WRITTEN, 'with --from VERSION', '1.0.0'],
  ['rollback --from', [], FROM, WRITTEN, AGAIN, '1.0.0'],
  ['restore', WITHDRAW, ['restore', tool('1.1.0')], '1 of 1 marker deleted', AGAIN, '1.1.0'],
])(
  '%s that is stopped at the marker says so, and the sweep finishes it',
  async (_, before, command, did, again, to) => {
    const world = await worldOf(...before);
    const shown = await world.target(LATEST);
    const { exitCode, out, err } = await stopAt(world, command, isMarkerWrite);
    expect([exitCode, err]).toEqual([130, expect.stringContaining(STOPPING)]);
    for (const words of [did, again, '0 aliases checked', FINISHED]) expect(out).toContain(words);
    expect(await world.target(LATEST)).toBe(shown);
    expect(await world.run('sweep')).toMatchObject({ exitCode: 0 });
    expect(await world.target(LATEST)).toBe(tool(to));
  },
);

test('aliases in progress are finished, and --json has "stopped"', async () => {
  const world = await worldOf();
  const { exitCode, out } = await stopAt(world, ['withdraw', tool('1.1.0'), ...REASON, '--json'], isLinkWrite);
  expect(exitCode).toBe(130);
  expect(JSON.parse(out)).toMatchObject({
    stopped: true,
    markers: [{ marker: MARKER, action: 'withdrawn' }],
    remarks: [expect.stringContaining(FINISHED)],
  });
  expect(JSON.parse(out).aliases).toContainEqual(expect.objectContaining({ alias: LATEST, to: tool('1.0.0') }));
});

test('Ctrl-C while the plan is made ends at once, and nothing was written', async () => {
  const world = await worldOf();
  const { exitCode, err } = await stopAt(world, ['rollback', LATEST, '--to', '1.0.0', '--yes', ...REASON], isListing);
  expect([exitCode, err]).toEqual([130, 'autoalias: stopped: nothing was written\n']);
  expect(await hasMarker(world)).toBe(false);
  expect(await world.target(LATEST)).toBe(tool('1.1.0'));
});
