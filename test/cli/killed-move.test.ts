import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { handleChanges } from '../../src/handlers/work/handle-changes.ts';
import { parseRules } from '../../src/rules/file/parse-rules.ts';
import { RELEASE_RULES, setKey, wholeRelease } from '../handlers/release-world.ts';
import { tool, WITHDRAW_RULES } from '../handlers/withdraw/withdraw-world.ts';
import { type CliWorld, cliWorld } from './cli-world.ts';
import { type Answered, holdingProxy } from './holding-proxy.ts';

/** As it is shipped: `npm test` builds first. */
const PROGRAM = resolve(packageJson.bin.autoalias);

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

/** Runs the real program, and kills it once the store has answered one of its requests. */
async function killAfter(world: CliWorld, args: readonly string[], isLast: (request: Answered) => boolean) {
  const proxy = await holdingProxy(world.endpoint, isLast);
  undo.push(proxy.close);
  const env = { PATH: process.env.PATH, OSS_ENDPOINT: proxy.endpoint, AUTOALIAS_RULES: world.rulesFile };
  const child: ChildProcess = spawn(process.execPath, [PROGRAM, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  undo.push(() => child.kill('SIGKILL'));
  const exit = once(child, 'exit');
  const err = child.stderr === null ? '' : text(child.stderr);
  const early = exit.then(async ([code]) => {
    throw new Error(`the program ended with ${code} before the request: ${await err}`);
  });
  await Promise.race([proxy.held, early]);
  early.catch(() => {});
  child.kill('SIGKILL');
  expect((await exit)[1]).toBe('SIGKILL');
}

async function worldWith({ rules, uploads, before }: Scenario): Promise<CliWorld> {
  const world = await cliWorld();
  undo.push(world.close);
  world.file('rules.yaml', rules);
  await world.put(...uploads);
  expect(await world.run('sweep')).toMatchObject({ exitCode: 0 });
  if (before !== undefined) expect(await world.run(...before)).toMatchObject({ exitCode: 0 });
  return world;
}

/** Whether the program writes or deletes the marker. */
function isMarker({ method, key }: Answered): boolean {
  return method !== 'HEAD' && method !== 'GET' && key.endsWith('.withdrawn');
}

function isLinkWrite({ method, isSymlink }: Answered): boolean {
  return method === 'PUT' && isSymlink;
}

const AFTER = { 'the marker': isMarker, 'one link': isLinkWrite } as const;

interface Scenario {
  readonly rules: string;
  readonly uploads: readonly string[];
  /** Runs before the command that is killed. */
  readonly before?: readonly string[];
  readonly command: readonly string[];
  readonly marker: string;
  /** The event that OSS sends for the marker. */
  readonly event: 'ObjectCreated:PutObject' | 'ObjectRemoved:DeleteObject';
  /** The version that the aliases show at the end. */
  readonly to: string;
  readonly aliases: readonly string[];
}

const REASON = ['--reason', 'it is bad'];

const ALONE = {
  rules: WITHDRAW_RULES,
  uploads: [tool('1.0.0'), tool('1.1.0')],
  marker: tool('1.1.0', '.withdrawn'),
  aliases: [tool('latest'), tool('next'), tool('v1')],
};
const TOGETHER = {
  rules: RELEASE_RULES,
  uploads: [...wholeRelease('1.0.0', 'a'), ...wholeRelease('1.1.0', 'a')],
  marker: setKey('1.1.0', '.withdrawn'),
  aliases: [setKey('latest', 'SUMS'), setKey('latest', 'a')],
};
const BACK = { event: 'ObjectCreated:PutObject', to: '1.0.0' } as const;
const FORTH = { event: 'ObjectRemoved:DeleteObject', to: '1.1.0' } as const;

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'a rollback of single aliases': {
    ...{ ...ALONE, ...BACK },
    command: ['rollback', tool('latest'), '--from', '1.1.0', ...REASON],
  },
  'a restore of single aliases': {
    ...{ ...ALONE, ...FORTH },
    before: ['withdraw', tool('1.1.0'), ...REASON],
    command: ['restore', 'releases/tool/1.1.0/'],
  },
  'a rollback of a release group': {
    ...{ ...TOGETHER, ...BACK },
    command: ['rollback', 'sets/a/latest/', '--from', '1.1.0', ...REASON],
  },
  'a restore of a release group': {
    ...{ ...TOGETHER, ...FORTH },
    before: ['withdraw', 'sets/a/1.1.0/', ...REASON],
    command: ['restore', 'sets/a/1.1.0/'],
  },
};

/** What finishes the work after the program was killed. */
const FINISHES: Readonly<Record<string, (world: CliWorld, scenario: Scenario) => Promise<void>>> = {
  'the event of the marker': async ({ store }, { rules, marker: key, event }) => {
    const context = { store, ruleSet: parseRules(rules, 'rules.yaml'), log: () => {}, now: Date.now };
    await handleChanges(context, [{ key, cause: { kind: 'change', event, key } }]);
  },
  'the sweep': async (world) => {
    expect(await world.run('sweep')).toMatchObject({ exitCode: 0 });
  },
  // With --from, so that it does not go one further back.
  'the same command': async (world, { command }) => {
    expect(await world.run(...command)).toMatchObject({ exitCode: 0 });
  },
};

function targetOf(alias: string, version: string): string {
  return alias.replace(/[/](?:latest|next|v1)[/]/, `/${version}/`);
}

/** Who finishes what, and what `status` prints before. */
const KILLS: readonly (readonly [name: string, after: keyof typeof AFTER, by: string, status: string])[] = [
  ['a rollback of single aliases', 'the marker', 'the event of the marker', '0 right, 3 withdrawn, 1 protected'],
  ['a rollback of single aliases', 'the marker', 'the sweep', '0 right, 3 withdrawn, 1 protected'],
  ['a rollback of single aliases', 'one link', 'the same command', '1 right, 2 withdrawn, 1 protected'],
  ['a restore of single aliases', 'the marker', 'the sweep', '0 right, 3 stale, 1 protected'],
  ['a restore of single aliases', 'one link', 'the event of the marker', '1 right, 2 stale, 1 protected'],
  ['a rollback of a release group', 'the marker', 'the event of the marker', '0 right, 2 withdrawn'],
  ['a rollback of a release group', 'the marker', 'the sweep', '0 right, 2 withdrawn'],
  ['a rollback of a release group', 'one link', 'the event of the marker', halfMoved('a/1.0.0')],
  ['a rollback of a release group', 'one link', 'the same command', halfMoved('a/1.0.0')],
  ['a restore of a release group', 'the marker', 'the event of the marker', '0 right, 2 stale'],
  ['a restore of a release group', 'one link', 'the sweep', halfMoved('a/1.1.0')],
];

function halfMoved(release: string): string {
  return `half moved: 1 of 2 aliases sets/a/latest/{file} show release ${release}; the next event or sweep moves the others`;
}

test.each(KILLS)('%s that is killed after %s is finished by %s', async (name, after, by, status) => {
  const scenario = SCENARIOS[name];
  const finish = FINISHES[by];
  if (scenario === undefined || finish === undefined) throw new TypeError(`unknown: ${name} or ${by}`);
  const { aliases, marker, event, to } = scenario;
  const world = await worldWith(scenario);
  await killAfter(world, scenario.command, AFTER[after]);
  const head = await world.store.send({ operation: 'HeadObject', key: marker });
  expect(head.found).toBe(event === 'ObjectCreated:PutObject' ? 'object' : 'none');
  const shown = async () => Promise.all(aliases.map((alias) => world.target(alias)));
  const at = (version: string) => aliases.map((alias) => targetOf(alias, version));
  const moved = (await shown()).filter((target) => at(to).includes(target ?? ''));
  expect(moved).toHaveLength(after === 'the marker' ? 0 : 1);
  expect(await shown()).not.toEqual(at(to));
  expect(await world.run('status')).toMatchObject({ exitCode: 3, out: expect.stringContaining(status) });
  await finish(world, scenario);
  expect(await shown()).toEqual(at(to));
  expect(await world.run('status')).toMatchObject({ exitCode: 0 });
});

test('status --releases names the group that is half moved, and the release that is withdrawn', async () => {
  const scenario = { ...TOGETHER, ...BACK, command: ['rollback', 'sets/a/latest/', ...REASON] };
  const world = await worldWith(scenario);
  await killAfter(world, scenario.command, AFTER['one link']);
  const [group] = (await world.run('status', '--releases', '--json')).out.split('\n');
  expect(JSON.parse(group ?? '')).toMatchObject({
    state: 'half-moved',
    release: 'a/1.0.0',
    files: { shown: 1, of: 2 },
    withdrawn: [{ release: 'a/1.1.0', markers: [scenario.marker] }],
  });
  const { exitCode, out } = await world.run('status', '--releases');
  expect([exitCode, out]).toEqual([
    3,
    expect.stringMatching(/half-moved .* 1 of 2 .*release a\/1[.]1[.]0 is withdrawn by .+ at .+$/m),
  ]);
});
