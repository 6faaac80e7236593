import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { OUTPUT_SCHEMAS } from '../../../../src/cli/output/output-schemas.ts';
import type { Store } from '../../../../src/stores/store.ts';
import { localCredentials } from '../../../contract/local-oss.ts';
import { type CloudRig, openCloudRig, quiet, until } from '../../../local/cloud-rig.ts';
import { type CliWorld, cliWorld } from '../../cli-world.ts';
import { type Answers, intactAccount, messagesXml, startFakeAccount } from '../../doctor/fake-account.ts';
import { json, run } from '../../run.ts';

const RULES = `version: 1
rules:
  - name: app
    match: { key: 'releases/{app}/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}']
`;

/** The flags that send every request to the account of the test, except those to the store. */
function endpointsAt(url: string): readonly string[] {
  return ['fc', 'sls', 'ram', 'mns'].flatMap((service) => [`--${service}-endpoint`, url]);
}

function variablesOf({ endpoint }: CliWorld): Readonly<Record<string, string>> {
  const { accessKeyId, accessKeySecret } = localCredentials;
  return { OSS_ENDPOINT: endpoint, OSS_ACCESS_KEY_ID: accessKeyId, OSS_ACCESS_KEY_SECRET: accessKeySecret };
}

/** The findings and the unknown checks of `doctor --json`. */
async function examine(args: readonly string[], env: Readonly<Record<string, string>>) {
  const ran = await run(['doctor', ...args, '--json'], env);
  const parsed = OUTPUT_SCHEMAS.doctor.parse(json(ran));
  if (!('checks' in parsed)) throw new Error(ran.out);
  const notes = parsed.checks.filter(({ state }) => state !== 'ok');
  return {
    exitCode: ran.exitCode,
    notes,
    states: Object.fromEntries(parsed.checks.map(({ check, state }) => [check, state])),
  };
}

describe('the local cloud', () => {
  let rig: CloudRig;
  let env: Record<string, string>;
  let rulesFile: string;
  beforeAll(async () => {
    rig = await openCloudRig();
    rulesFile = join(rig.root, 'autoalias.yaml');
    writeFileSync(rulesFile, RULES);
    const { cloud } = await rig.start('data', { rulesFile, triggerPrefixes: ['releases/'] });
    env = { AUTOALIAS_DATA: join(rig.root, 'data') };
    // A change of the rules queues a sweep.
    await cloud.useRules({ rulesFile, triggerPrefixes: ['releases/'] });
    await quiet(cloud);
    await until(() => cloud.stats().deliveries.succeeded > 0);
  });
  afterAll(async () => {
    await rig.close();
    await rig.remove();
  });

  test('is well, and its table says so', async () => {
    const { exitCode, out } = await run(['doctor', '--rules', rulesFile], env);
    expect([exitCode, out]).toEqual([0, expect.stringMatching(/\nno findings\n$/)]);
    expect(out).toMatch(/^CHECK +STATE +WHAT\nclock +ok +this machine and the store have the same time\n/);
    expect(out).toMatch(/^rights +ok +the function http can list the prefixes of the rules$/m);
    expect(out).toMatch(/^sweep +ok +the last sweep ended at \d{4}-/m);
  });

  test('other rules in hand are found, and the events that they miss', async () => {
    const other = join(rig.root, 'other.yaml');
    writeFileSync(other, RULES.replaceAll('releases/', 'builds/'));
    const { exitCode, notes } = await examine(['--rules', other], env);
    expect(exitCode).toBe(1);
    expect(notes.map(({ check }) => check)).toEqual(['rules', 'triggers']);
    expect(notes[0]?.what).toContain('differs from');
    expect(notes[1]?.what).toMatch(/no trigger delivers .*ObjectCreated:PutObject.* begin with "builds\/"/);
  });

  test('a bucket that it does not serve is found', async () => {
    const { notes } = await examine(['--rules', rulesFile, '--bucket', 'other-bucket'], env);
    expect(notes).toContainEqual(
      expect.objectContaining({ check: 'functions', what: expect.stringContaining('serves demo, not other-bucket') }),
    );
    expect(notes).toContainEqual(
      expect.objectContaining({
        check: 'versioning',
        what: expect.stringContaining('there is no bucket other-bucket'),
      }),
    );
  });

  test('checks can be left out', async () => {
    const { states } = await examine(['--rules', rulesFile, '--skip', 'clock,sweep'], env);
    expect(Object.keys(states)).toEqual(['versioning', 'functions', 'rules', 'triggers', 'rights', 'queue', 'logs']);
  });

  test.each([
    [['--skip', 'x'], /"x" is not a check; write clock, versioning/],
    [['--ram-endpoint', 'x', '--region', 'cn-hangzhou', '--account', '1'], /--ram-endpoint is "x"/],
  ])('%j is wrong use', async (args, message) => {
    const keys = { OSS_ACCESS_KEY_ID: 'i', OSS_ACCESS_KEY_SECRET: 's' };
    const { exitCode, err } = await run(['doctor', ...args, '--bucket', 'demo'], { ...env, ...keys });
    expect([exitCode, err]).toEqual([2, expect.stringMatching(message)]);
  });
});

describe('an account', () => {
  let world: CliWorld;
  let account: Awaited<ReturnType<typeof startFakeAccount>>;
  let answers: Answers;
  let rulesFile: string;
  beforeAll(async () => {
    world = await cliWorld();
    rulesFile = world.file('autoalias.yaml', RULES);
    account = await startFakeAccount(localCredentials, () => answers);
  });
  beforeEach(() => {
    answers = intactAccount(RULES, Date.now());
  });
  afterAll(async () => {
    await account.close();
    await world.close();
  });

  const examineAccount = (store?: Store, rules = rulesFile) =>
    examine(
      [
        ...[
          '--rules',
          rules,
          '--region',
          'cn-hangzhou',
          '--account',
          '1234567890123456',
          '--bucket',
          store?.bucket ?? 'demo',
        ],
        ...endpointsAt(account.url),
      ],
      variablesOf(world),
    );

  /** Changes a part of an answer. */
  const change = (key: string, fields: object): void => {
    answers[key] = { ...Object(answers[key]), ...fields };
  };
  const FC = '/2023-03-30/functions/autoalias-';

  test('is well', async () => {
    expect(await examineAccount()).toMatchObject({ exitCode: 0, notes: [] });
  });

  test.each<[name: string, breaks: () => void, check: string, what: RegExp]>([
    ['a missing function', () => delete answers[`${FC}sweep`], 'functions', /there is no function autoalias-sweep/],
    [
      'a function that cannot run',
      () => change(`${FC}http`, { state: 'Failed', stateReason: 'no image' }),
      'functions',
      /its state is Failed: no image/,
    ],
    [
      'a failed update',
      () => change(`${FC}http`, { lastUpdateStatus: 'Failed' }),
      'functions',
      /the last update of autoalias-http failed/,
    ],
    [
      'another bucket',
      () => change(`${FC}sweep`, { environmentVariables: { OSS_BUCKET: 'b' } }),
      'functions',
      /serves b, not demo/,
    ],
    ['other code', () => change(`${FC}object-events`, { codeChecksum: '1' }), 'rules', /run other code than/],
    [
      'no triggers',
      () => change(`${FC}object-events/triggers`, { triggers: [] }),
      'triggers',
      /no trigger delivers .*PutObject/,
    ],
    ['no timer', () => change(`${FC}sweep/triggers`, { triggers: [] }), 'triggers', /the sweep has no timer/],
    [
      'a timer that is off',
      () =>
        change(`${FC}sweep/triggers`, {
          triggers: [
            { triggerName: 's', triggerType: 'timer', triggerConfig: '{"cronExpression":"@every 5m","enable":false}' },
          ],
        }),
      'triggers',
      /the timer of the sweep is off/,
    ],
    ['no HTTP trigger', () => change(`${FC}http/triggers`, { triggers: [] }), 'triggers', /the API has no address/],
    [
      'a policy for another prefix',
      () => {
        const { DefaultPolicyVersion: version } = Object(answers['GetPolicy p-sweep']);
        change('GetPolicy p-sweep', {
          DefaultPolicyVersion: { PolicyDocument: version.PolicyDocument.replaceAll('releases/', 'other/') },
        });
      },
      'rights',
      /the role of sweep lacks oss:/,
    ],
    [
      'no failure destination',
      () => change(`${FC}object-events/async-invoke-config`, { destinationConfig: {} }),
      'queue',
      /no failure destination/,
    ],
    [
      'a failed event that waits',
      () => {
        answers['/queues/autoalias-failed-events/messages'] = messagesXml(2);
      },
      'queue',
      /2 failed events waiting in the queue/,
    ],
    ['no logs', () => change(`${FC}sweep`, { logConfig: {} }), 'logs', /autoalias-sweep writes no logs/],
    ['no logstore', () => delete answers['/logstores/functions'], 'logs', /there is no logstore logs\/functions/],
    ['no index', () => delete answers['/logstores/functions/index'], 'logs', /has no index/],
    [
      'no sweep',
      () => (answers['/logstores/functions?type=log'] = []),
      'sweep',
      /no sweep has ended in the last 30 minutes/,
    ],
  ])('%s is found', async (_, breaks, check, what) => {
    breaks();
    const { exitCode, notes } = await examineAccount();
    expect(exitCode).toBe(1);
    expect(notes).toContainEqual({
      check,
      state: 'finding',
      what: expect.stringMatching(what),
      instead: expect.stringMatching(/\w/),
    });
  });

  test.each<[name: string, breaks: () => void, check: string, why: RegExp]>([
    [
      'policies',
      () => (answers['ListPoliciesForRole object-events'] = 403),
      'rights',
      /needs the permission ram:ListPoliciesForRole/,
    ],
    ['the logstore', () => (answers['/logstores/functions'] = 401), 'logs', /needs the permissions log:GetLogStore/],
    [
      'the queue',
      () => (answers[`${FC}object-events/async-invoke-config`] = 403),
      'queue',
      /refused GetAsyncInvokeConfig with status 403: Code403/,
    ],
    ['the log of sweeps', () => (answers['/logstores/functions?type=log'] = 403), 'sweep', /the log cannot be read/],
    ['the code', () => change(`${FC}object-events`, { codeChecksum: null }), 'rules', /no API is named/],
  ])('without the right to read %s, the check is unknown, and no finding', async (_, breaks, check, why) => {
    breaks();
    const { exitCode, notes } = await examineAccount();
    expect([exitCode, notes]).toEqual([
      0,
      [
        {
          check,
          state: 'unknown',
          what: expect.stringMatching(new RegExp(`^unknown, because .*${why.source}`)),
          instead: null,
        },
      ],
    ]);
  });
});

describe('a bucket that is not versioned', () => {
  test('is found', async () => {
    const world = await cliWorld('Never');
    const answers = intactAccount(RULES, Date.now());
    const account = await startFakeAccount(localCredentials, () => answers);
    try {
      const { notes } = await examine(
        [
          ...['--rules', world.file('r.yaml', RULES), '--region', 'cn-hangzhou', '--account', '1', '--bucket', 'demo'],
          ...endpointsAt(account.url),
        ],
        variablesOf(world),
      );
      expect(notes.map(({ check, what }) => [check, what])).toEqual([
        ['versioning', expect.stringMatching(/^the bucket is not versioned: /)],
      ]);
    } finally {
      await account.close();
      await world.close();
    }
  });
});
