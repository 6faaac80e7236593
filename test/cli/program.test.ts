import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildProgram } from '../../src/cli/program.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import { type ScriptedServer, type Step, scriptedServer } from '../stores/oss/scripted-server.ts';
import { type CliWorld, cliWorld } from './cli-world.ts';

/** Every kind of character that does something to a terminal or to its reader. */
const HOSTILE =
  '\u001b[31m\u001b]0;title\u0007\r\nforged  right  line\u007f\u0085\u009b2J\u2028\u2029\u202e\u2066\u200f\u061c\u200b\u2060\ufeff\u00ad\u{e0041}é中🚀';
/** The first of them, rendered. */
const SHOWN = '\\x1b[31m';

/** What no line of output may hold. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{DI}]/u;

const DIR = `releases/a${HOSTILE}p/`;
const FILE = `f${HOSTILE}`;
const OLD = `${DIR}1.0.0/${FILE}`;
const NEW = `${DIR}1.1.0/${FILE}`;
const LATEST = `${DIR}latest/${FILE}`;
const ORPHAN = `old/${HOSTILE}/latest`;
const FOREIGN = `${DIR}v7/${FILE}`;

let world: CliWorld;
let hostileStore: ScriptedServer;
let badRules: string;
let otherRules: string;

beforeAll(async () => {
  world = await cliWorld();
  await world.put(OLD, `${DIR}${HOSTILE}/${FILE}`, `${DIR}7.0.0/${FILE}`, `old/${HOSTILE}/1.0.0`);
  const former = world.file(
    'former.yaml',
    `version: 1\nrules: [{ name: old, match: { regex: '^old/(?<app>[^/]+)/(?<version>[^/]+)$' }, order: { by: semver, on: version }, aliases: ['old/{app}/latest'] }]\n`,
  );
  await world.run('apply', '--all', '--rules', former);
  await world.run('apply', OLD);
  await world.put(NEW);
  await world.store.send({ operation: 'PutSymlink', key: FOREIGN, target: `elsewhere/${HOSTILE}` });
  otherRules = world.file(
    'other.yaml',
    `version: 1\nrules: [{ name: a, match: { regex: '^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$' }, order: { by: semver, on: version }, aliases: ['other/{app}/{file}'] }]\n`,
  );
  badRules = world.file('bad.yaml', `version: 1\nrules: [{ name: a, ${JSON.stringify(HOSTILE)}: 1 }]\n`);
  hostileStore = await scriptedServer([hostileAnswer]);
});
afterAll(async () => {
  await hostileStore.close();
  await world.close();
});

function xml(text: string): string {
  return [...text]
    .map((character) => (/[\x20-\x7e]/.test(character) ? character : `&#${character.codePointAt(0)};`))
    .join('');
}

const REQUEST_ID = '5C3D9175B6FC201293AD0001';
const hostileAnswer: Step = (response) => {
  response.writeHead(403, { 'x-oss-request-id': REQUEST_ID, 'content-type': 'application/xml' });
  response.end(
    `<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>${xml('no\u009b31m \u202eright\u200b\nforged')}</Message><RequestId>${REQUEST_ID}</RequestId></Error>`,
  );
};

interface CommandOutput {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** As at a terminal, where nothing may get through. */
async function run(args: readonly string[], env: Record<string, string> = {}, input = ''): Promise<CommandOutput> {
  let out = '';
  let err = '';
  const exitCode = await runCli(args, {
    env: { OSS_ENDPOINT: world.endpoint, AUTOALIAS_RULES: world.rulesFile, ...env },
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    read: async () => Buffer.from(input),
    outIsTerminal: true,
    signal: new AbortController().signal,
  });
  return { exitCode, out, err };
}

function expectSafe({ out, err }: CommandOutput): void {
  const unsafe = [...out.split('\n'), ...err.split('\n')].filter((line) => UNSAFE.test(line));
  expect(unsafe).toEqual([]);
  // A line feed in a key must not begin a line of its own.
  expect(`${out}\n${err}`).not.toMatch(/^\s*forged/m);
}

interface Case {
  readonly args: () => readonly string[];
  readonly input?: string;
  /** What is not on the command line comes back in the output. */
  readonly shows?: boolean;
}

/** How each command is shown hostile text. A new command has to be added here. */
const CASES: Readonly<Record<string, readonly Case[]>> = {
  plan: [
    { args: () => ['plan'] },
    { args: () => ['plan', DIR] },
    { args: () => ['plan', '--backtest', '--new-rules', otherRules] },
  ],
  status: [{ args: () => ['status', '--all'] }, { args: () => ['status', '--all', LATEST] }],
  explain: [{ args: () => ['explain', NEW] }, { args: () => ['explain', LATEST] }, { args: () => ['explain', ORPHAN] }],
  history: [
    { args: () => ['history', LATEST] },
    { args: () => ['history', DIR] },
    { args: () => ['history', FOREIGN] },
  ],
  wait: [{ args: () => ['wait', LATEST, '--version', '0.0.1'] }, { args: () => ['wait', LATEST, '--target', HOSTILE] }],
  resolve: [{ args: () => ['resolve', LATEST] }, { args: () => ['resolve', FOREIGN, '--at', HOSTILE] }],
  diff: [{ args: () => ['diff', DIR, '--from', '1d'] }, { args: () => ['diff', DIR, '--from', HOSTILE] }],
  prune: [{ args: () => ['prune'] }],
  pin: [{ args: () => ['pin', LATEST, OLD, '--reason', `because ${HOSTILE}`] }],
  apply: [{ args: () => ['apply', NEW] }, { args: () => ['apply', '--all'] }, { args: () => ['apply', HOSTILE] }],
  unpin: [{ args: () => ['unpin', LATEST] }],
  rollback: [
    { args: () => ['rollback', LATEST, '--reason', HOSTILE, '--dry-run', '--yes'] },
    { args: () => ['rollback', HOSTILE, '--reason', 'r'] },
  ],
  withdraw: [
    { args: () => ['withdraw', NEW, '--reason', HOSTILE, '--dry-run'] },
    { args: () => ['withdraw', DIR, '--reason', HOSTILE] },
    { args: () => ['withdraw', HOSTILE, '--reason', 'r'] },
  ],
  restore: [{ args: () => ['restore', NEW] }, { args: () => ['restore', DIR, '--release', HOSTILE] }],
  sweep: [
    { args: () => ['sweep'], shows: false },
    { args: () => ['sweep', '--dry-run'], shows: false },
  ],
  validate: [{ args: () => ['validate', badRules] }, { args: () => ['validate', `absent${HOSTILE}.yaml`] }],
  lint: [{ args: () => ['lint', badRules] }],
  sort: [{ args: () => ['sort', '--by', 'semver'], input: `1.0.0\n${HOSTILE.replaceAll('\n', '')}\n` }],
  init: [{ args: () => ['init', `absent/${HOSTILE}.yaml`, '--example', 'releases/app/1.0.0/a', '--alias', HOSTILE] }],
  'put-symlink': [
    { args: () => ['put-symlink', '--bucket', 'demo', '--key', `links/${HOSTILE}`, '--symlink-target', NEW] },
    { args: () => ['put-symlink', '--bucket', 'demo', '--key', `l/${HOSTILE}`, '--symlink-target', NEW, '--dry-run'] },
  ],
  'get-symlink': [
    { args: () => ['get-symlink', '--bucket', 'demo', '--key', FOREIGN] },
    { args: () => ['get-symlink', '--bucket', 'demo', '--key', FOREIGN, '-q'] },
    { args: () => ['get-symlink', '--bucket', 'demo', '--key', `absent/${HOSTILE}`] },
  ],
  'api put-symlink': [
    {
      args: () => ['api', 'put-symlink', '--bucket', 'demo', '--key', `l/${HOSTILE}`, '--symlink-target', NEW],
      shows: false,
    },
  ],
  'api get-symlink': [{ args: () => ['api', 'get-symlink', '--bucket', 'demo', '--key', `absent/${HOSTILE}`] }],
  package: [
    { args: () => ['package', badRules, '--output', `absent/${HOSTILE}.zip`] },
    { args: () => ['package', `absent${HOSTILE}.yaml`, '--output', 'absent/a.zip'] },
  ],
  logs: [
    { args: () => ['logs', '--since', HOSTILE] },
    { args: () => ['logs', '--alias', HOSTILE], shows: false },
    { args: () => ['logs', '--region', 'cn-hangzhou', '--sls-endpoint', HOSTILE, '--project', 'p'], shows: false },
  ],
  'dead-letters': [
    { args: () => ['dead-letters', 'list', '--queue', HOSTILE], shows: false },
    { args: () => ['dead-letters', 'list', '--fc-endpoint', HOSTILE], shows: false },
    { args: () => ['dead-letters', HOSTILE] },
  ],
  invoke: [
    { args: () => ['invoke', 'sweep', '--event', `absent${HOSTILE}.json`] },
    { args: () => ['invoke', HOSTILE] },
  ],
  estimate: [{ args: () => ['estimate', '--inventory', HOSTILE] }],
  token: [{ args: () => ['token', HOSTILE, '--rights', 'read'] }, { args: () => ['token', 'ci', '--rights', HOSTILE] }],
  // Prints what it was built with, and reads nothing from outside.
  schema: [{ args: () => ['schema'], shows: false }],
  dashboard: [{ args: () => ['dashboard'], shows: false }],
  completion: [{ args: () => ['completion', 'bash'], shows: false }],
  // A process of its own: test/acceptance/hostile-dev.test.ts.
  deploy: [
    { args: () => ['deploy', '--print', 'ros', '--rules', badRules] },
    { args: () => ['deploy', '--print', 'ros', '--rules', `absent${HOSTILE}.yaml`] },
    { args: () => ['deploy', '--print', 'ram', '--bucket', 'my-bucket', '--only', HOSTILE], shows: false },
  ],
  doctor: [{ args: () => ['doctor', '--rules', badRules] }, { args: () => ['doctor', '--skip', HOSTILE] }],
  dev: [{ args: () => ['dev', HOSTILE], shows: false }],
};

function namesOf(command: Command, above = ''): readonly string[] {
  return command.commands.flatMap((below) =>
    below.commands.length > 0 ? namesOf(below, `${above}${below.name()} `) : [`${above}${below.name()}`],
  );
}

test('every command of the program is here', () => {
  const io = { env: {}, out: () => {}, err: () => {}, signal: new AbortController().signal };
  expect(Object.keys(CASES).toSorted()).toEqual(namesOf(buildProgram(io, () => {})).toSorted());
});

describe.each(Object.entries(CASES))('%s', (name, cases) => {
  test.each(cases)('shows hostile text escaped %#', async ({ args, input, shows = true }) => {
    const ran = await run(args(), {}, input);
    expectSafe(ran);
    if (shows) expect(ran.out + ran.err).toContain(SHOWN);
  });

  test.each(cases)('prints JSON without hidden characters that parses %#', async ({ args, input }) => {
    const ran = await run([...args(), '--json'], {}, input);
    expectSafe(ran);
    const document = (): unknown => JSON.parse(ran.out);
    const lines = (): unknown =>
      ran.out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
    try {
      document();
    } catch {
      lines();
    }
  });

  test('shows the words of a hostile store escaped', async () => {
    for (const { args, input } of cases) {
      expectSafe(await run(args(), { OSS_ENDPOINT: hostileStore.origin }, input));
    }
  });

  test('shows wrong use and hostile arguments escaped', async () => {
    expectSafe(await run([...name.split(' '), `--${HOSTILE}`, HOSTILE, HOSTILE, HOSTILE, HOSTILE]));
    expectSafe(await run([...name.split(' '), HOSTILE, HOSTILE, HOSTILE, HOSTILE]));
  });

  test('shows hostile rules and settings escaped', async () => {
    for (const { args, input } of cases) {
      expectSafe(await run(args(), { AUTOALIAS_RULES: badRules }, input));
      expectSafe(await run(args(), { AUTOALIAS_RULES: `absent/${HOSTILE}`, OSS_REGION: HOSTILE }, input));
    }
  });
});

test('an unknown command stays on its line', async () => {
  const ran = await run([HOSTILE]);
  expectSafe(ran);
  expect(ran.err).toContain(SHOWN);
});
