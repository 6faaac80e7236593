import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OUTPUT_SCHEMAS, type OutputName } from '../../../src/cli/output/output-schemas.ts';
import { buildProgram } from '../../../src/cli/program.ts';
import { RULES } from '../../handlers/handler-world.ts';
import { type CliWorld, cliWorld } from '../cli-world.ts';
import { json, run } from '../run.ts';

function key(app: string, version: string) {
  return `releases/${app}/${version}/f`;
}

const SETS = RULES.replace(
  '    aliases:',
  "    release: { of: '{app}/{version}', complete: ['releases/{app}/{version}/done'] }\n    aliases:",
);

let world: CliWorld;
let sets: string;
let bad: string;
let worse: string;

/** A bucket with an alias in every state that takes no second writer. */
beforeAll(async () => {
  world = await cliWorld();
  sets = world.file('sets.yaml', SETS);
  bad = world.file('bad.yaml', 'version: 1\nrules: 1\n');
  worse = world.file(
    'worse.yaml',
    `version: 1\nrules: []\n${Array.from({ length: 60 }, (_, i) => `x${i}: 1\n`).join('')}`,
  );
  const former = world.file('former.yaml', RULES.replace('releases/{app}/v{version.major}/{file}', 'old/{app}/{file}'));
  await world.put(...['right', 'stale', 'gone', 'held', 'mine'].map((app) => key(app, '1.0.0')));
  await world.run('apply', '--all', '--rules', former);
  await world.run('apply', '--all');
  await world.put(key('stale', '1.1.0'), key('new', '1.0.0'), key('right', '1.0.0-rc.1'), key('right', 'x'));
  await world.run('pin', key('held', 'latest'), key('held', '1.0.0'), '--reason', 'wait', '--until', '7d');
  await world.store.send({ operation: 'DeleteObject', key: key('gone', '1.0.0') });
  await world.store.send({ operation: 'PutSymlink', key: key('mine', 'latest'), target: 'elsewhere' });
  await world.put(key('mine', 'v1'));
});
afterAll(() => world.close());

const CASES: Readonly<Record<Exclude<OutputName, 'dev'>, readonly (() => readonly string[])[]>> = {
  status: [() => ['status', '--all'], () => ['status', '--all', '--rules', sets], () => ['status', '--rules', bad]],
  plan: [
    () => ['plan'],
    () => ['plan', '--rules', sets],
    () => ['plan', '--summary'],
    () => ['plan', '--backtest', '--new-rules', sets],
    () => ['plan', '--backtest', '--new-rules', sets, '--since', '1s'],
    () => ['plan', '--backtest'],
  ],
  explain: [
    ...['stale', 'mine', 'held', 'gone'].map((app) => () => ['explain', key(app, 'latest')]),
    () => ['explain', key('right', '1.0.0')],
    () => ['explain', key('right', 'x')],
    () => ['explain', key('right', '1.0.0'), '--rules', sets],
    () => ['explain', 'old/right/f'],
  ],
  history: [
    () => ['history', key('held', 'latest')],
    () => ['history', key('mine', 'latest')],
    () => ['history', 'x'],
    () => ['history', 'releases/'],
  ],
  wait: [
    () => ['wait', key('right', 'latest'), '--timeout', '1s'],
    () => ['wait', key('right', 'latest'), '--version', '0.1.0'],
    () => ['wait', 'releases/', '--release', '9.0.0', '--rules', sets, '--timeout', '1s'],
    () => ['wait', 'x'],
  ],
  resolve: [
    () => ['resolve', key('right', 'latest')],
    () => ['resolve', key('right', 'latest'), '--at', '1d'],
    () => ['resolve', 'x'],
    () => ['resolve', 'x', '--at', '1'],
  ],
  diff: [() => ['diff', 'releases/', '--from', '1d'], () => ['diff', 'releases/', '--from', '1']],
  prune: [() => ['prune'], () => ['prune', '--yes', '--rules', world.rulesFile]],
  apply: [() => ['apply', key('new', '1.0.0'), key('right', 'x'), key('mine', 'v1')], () => ['apply']],
  'apply --all': [() => ['apply', '--all'], () => ['apply', '--all', '--rules', sets]],
  sweep: [() => ['sweep'], () => ['sweep', '--dry-run']],
  unpin: [() => ['unpin', key('held', 'latest')], () => ['unpin', 'x']],
  pin: [() => ['pin', key('right', 'latest'), key('right', '1.0.0'), '--reason', 'r']],
  withdraw: [
    () => ['withdraw', key('right', '1.0.0'), '--reason', 'r', '--dry-run'],
    () => ['withdraw', key('right', '1.0.0'), '--reason', 'r'],
    () => ['withdraw', 'x', '--reason', 'r'],
  ],
  restore: [() => ['restore', 'releases/right/'], () => ['restore', 'releases/right/', '--release', '1.0.0']],
  rollback: [
    () => ['rollback', key('stale', 'latest'), '--reason', 'r', '--dry-run', '--yes'],
    () => ['rollback', key('stale', 'latest'), '--reason', 'r'],
  ],
  validate: [() => ['validate', world.rulesFile, bad, worse, 'absent.yaml']],
  lint: [() => ['lint', world.rulesFile, bad, worse, 'absent.yaml']],
  sort: [() => ['sort', '--by', 'semver']],
  init: [
    () => ['init', world.rulesFile, '--example', 'a/1.0.0/b'],
    () => ['init', world.rulesFile, '--example', 'a/1.0.0/b', '--force'],
  ],
  package: [
    () => ['package', world.rulesFile, '--output', `${world.rulesFile}.zip`],
    () => ['package', bad, '--output', `${world.rulesFile}.zip`, '--force'],
  ],
  // Its results need functions: test/cli/commands/deployment/invoke.test.ts.
  estimate: [
    () => ['estimate', '--endpoint', world.endpoint, '--bucket', 'demo', '--rules', world.rulesFile],
    () => [
      'estimate',
      '--inventory',
      'gone',
      '--endpoint',
      world.endpoint,
      '--bucket',
      'demo',
      '--rules',
      world.rulesFile,
    ],
  ],
  token: [() => ['token', 'ci', '--rights', 'read,move']],
  invoke: [() => ['invoke', 'sweep', '--fc-endpoint', world.endpoint], () => ['invoke', 'object-events']],
  // Its results need a deployment: test/cli/commands/deployment/doctor.test.ts.
  doctor: [() => ['doctor', '--fc-endpoint', 'x'], () => ['doctor', '--region', 'nowhere']],
  // Its results need a log: test/cli/commands/deployment/logs.test.ts.
  logs: [() => ['logs', '--since', 'never'], () => ['logs', '--region', 'nowhere']],
  dashboard: [() => ['dashboard']],
  // Its results need failed events: test/cli/commands/deployment/dead-letters.test.ts.
  'dead-letters': [() => ['dead-letters', 'show'], () => ['dead-letters', 'list', '--fc-endpoint', world.endpoint]],
  deploy: [
    ...['ros', 'serverless-devs', 'terraform'].map((form) => () => [
      'deploy',
      '--print',
      form,
      '--rules',
      world.rulesFile,
    ]),
    () => ['deploy', '--print', 'ram', '--bucket', 'my-bucket', '--rules', world.rulesFile],
    () => ['deploy', '--print', 'ram', '--rules', world.rulesFile],
    () => ['deploy', '--cloud', 'baidu', '--print', 'iam', '--bucket', 'my-bucket', '--rules', world.rulesFile],
  ],
  completion: [() => ['completion', 'bash']],
  schema: [() => ['schema'], () => ['schema', '--output', 'plan']],
  'put-symlink': [
    () => ['put-symlink', ...link()],
    () => ['put-symlink', ...link(), '--dry-run'],
    () => ['put-symlink'],
  ],
  'get-symlink': [
    () => ['get-symlink', ...link().slice(0, -2)],
    () => ['get-symlink', '--bucket', 'demo', '--key', 'x'],
  ],
  'api put-symlink': [() => ['api', 'put-symlink', ...link()]],
  'api get-symlink': [() => ['api', 'get-symlink', ...link().slice(0, -2)]],
};

function link() {
  return ['--bucket', 'demo', '--key', 'a-link', '--symlink-target', key('right', '1.0.0')];
}

/** As a program gets it that asks for the schema first. */
async function validator(name: string) {
  const schema = json(await run(['schema', '--output', name])) as Record<string, unknown>;
  return new Ajv({ allErrors: true, strict: true, strictTypes: false }).compile(schema);
}

function documentsIn(out: string): readonly unknown[] {
  try {
    return [JSON.parse(out)];
  } catch {
    return out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  }
}

describe.each(Object.entries(CASES))('%s', (name, cases) => {
  test('prints what its schema says', async () => {
    const validate = await validator(name);
    for (const args of cases) {
      const { out } = await world.run(...args(), '--json');
      const documents = documentsIn(out);
      expect(documents.length).toBeGreaterThan(0);
      for (const document of documents) {
        validate(document);
        expect({ args: args(), document, errors: validate.errors ?? [] }).toMatchObject({ errors: [] });
      }
    }
  });

  test('has a schema that refuses something else', async () => {
    const validate = await validator(name);
    expect(validate({ alias: 'a', action: 'point', change: 'point' })).toBe(false);
    expect(validate({ error: 'text' })).toBe(false);
  });
});

test('every command of the program has a schema', () => {
  const io = { env: {}, out: () => {}, err: () => {}, signal: new AbortController().signal };
  const names = buildProgram(io, () => {}).commands.flatMap((command) =>
    command.commands.length === 0
      ? [command.name()]
      : command.commands.map((below) => `${command.name()} ${below.name()}`),
  );
  expect(
    Object.keys(OUTPUT_SCHEMAS)
      .filter((name) => name !== 'apply --all')
      .toSorted(),
  ).toEqual(names.toSorted());
});
