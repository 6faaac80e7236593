import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OUTPUT_SCHEMAS } from '../../../src/cli/output/output-schemas.ts';
import { putKey, targetAt } from '../../local/cloud-rig.ts';
import { type DeployWorld, openDeployWorld } from './ros/deploy-world.ts';

const RULES = (order: string) => `version: 1
rules:
  - name: app
    match: { key: 'releases/{app}/{version}/{file}' }
    order: { by: ${order}, on: version }
    aliases: ['releases/{app}/latest/{file}']
`;

let world: DeployWorld;
let rules: string;
beforeAll(async () => {
  world = await openDeployWorld();
  rules = world.file('autoalias.yaml', RULES('semver'));
  for (const version of ['1.9.0', '1.10.0']) await putKey(world.store, `releases/app/${version}/a.tgz`);
});
afterAll(() => world.close());

const ALIAS = 'releases/app/latest/a.tgz';

/** The code objects in the bucket. */
async function codeKeys(): Promise<readonly string[]> {
  const page = await world.store.send({ operation: 'ListObjects', prefix: '.autoalias/code/' });
  return page.objects.map(({ key }) => key);
}

describe('the first deployment', () => {
  test('--dry-run shows it, and writes nothing', async () => {
    const { code, out } = await world.autoalias('--rules', rules, '--bucket', 'demo', '--dry-run');
    expect(out).toMatch(/^rules: .*autoalias\.yaml \(sha256:[0-9a-f]{12}\)\n/);
    expect(out).toMatch(/^code: oss:\/\/demo\/\.autoalias\/code\/[0-9a-f]{12}\.zip, \d+ KB, is uploaded$/m);
    expect(out).toMatch(/^stack: autoalias, is created$/m);
    expect(out).toMatch(/releases\/app\/latest\/a\.tgz +point +- +releases\/app\/1\.10\.0\/a\.tgz/);
    expect([code, out]).toEqual([3, expect.stringMatching(/nothing was changed: this is a dry run\n$/)]);
    expect([await codeKeys(), world.ros.stacks]).toEqual([[], []]);
  });

  test('needs --yes without a terminal', async () => {
    const { code, err } = await world.autoalias('--rules', rules, '--bucket', 'demo');
    expect([code, err]).toEqual([2, expect.stringContaining('the stack autoalias would be created; add --yes')]);
    expect(world.ros.stacks).toEqual([]);
  });

  test('uploads, creates the stack, sweeps, and prints the token and the status', async () => {
    const { code, out, err } = await world.autoalias('--rules', rules, '--bucket', 'demo', '--yes');
    expect([code, err.replace(/^note: .*\n/gm, '')]).toEqual([0, '']);
    expect(out).toMatch(/^token: [0-9a-f]{48} \(new, /m);
    expect(out).toMatch(/^stack autoalias: CREATE_IN_PROGRESS, 8 of 24 resources$/m);
    expect(out).toMatch(/^stack autoalias: created\n {2}Url: https:\/\/a\.cn-hangzhou\.fcapp\.run$/m);
    expect(out).toMatch(/^status: 3 objects, 1 alias: 1 right$/m);
    expect(await targetAt(world.store, ALIAS)).toBe('releases/app/1.10.0/a.tgz');
    const [stack] = world.ros.stacks;
    expect(Object.fromEntries(stack?.parameters ?? [])).toMatchObject({
      Bucket: 'demo',
      CodeBucket: 'demo',
      CodeObject: (await codeKeys())[0],
      HttpConcurrency: '10',
    });
  });
});

describe('the same again', () => {
  test('changes nothing, without a question', async () => {
    const before = world.ros.actions.length;
    const { code, out } = await world.autoalias('--rules', rules);
    expect([code, out]).toEqual([0, expect.stringMatching(/^stack autoalias: unchanged$/m)]);
    expect(out).toMatch(/is already there$/m);
    expect(world.ros.actions.slice(before)).toEqual(['ListStacks', 'GetStack', 'GetTemplate']);
    expect(await codeKeys()).toHaveLength(1);
  });

  test('--dry-run ends with 0', async () => {
    const { code, out } = await world.autoalias('--rules', rules, '--dry-run', '--skip-plan');
    expect([code, out]).toEqual([0, expect.stringMatching(/nothing to deploy\n$/)]);
  });
});

describe('changed rules', () => {
  test('are shown, deployed and swept', async () => {
    const changed = world.file(
      'changed.yaml',
      `${RULES('semver')}  - name: docs
    match: { key: 'docs/{version}/index.html' }
    order: { by: semver, on: version }
    aliases: [docs/latest]
`,
    );
    await putKey(world.store, 'docs/2.0.0/index.html');
    const { code, out } = await world.autoalias('--rules', changed, '--yes', '--schedule', '@every 15m');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^ {2}add {5}Created2 \(ALIYUN::FC3::Trigger\)$|^ {2}(?:add|change) .*\(ALIYUN::FC3::Trigger\)$/m,
    );
    expect(out).toMatch(/^ {2}change {2}parameter SweepSchedule: 0 \*\/5 \* \* \* \* -> @every 15m$/m);
    expect(out).toMatch(/^ {2}change {2}parameter CodeObject: \.autoalias\/code\/\S+ -> \.autoalias\/code\/\S+$/m);
    expect(out).toMatch(/^stack autoalias: updated$/m);
    expect(await targetAt(world.store, 'docs/latest')).toBe('docs/2.0.0/index.html');
    expect(world.ros.stacks[0]?.parameters.get('Token')).toMatch(/^[0-9a-f]{48}$/);
  });

  test('name the aliases that no rule defines any more; settings of the stack stay', async () => {
    const { code, out } = await world.autoalias('--rules', rules, '--yes', '--json');
    expect(code).toBe(3);
    const json = OUTPUT_SCHEMAS.deploy.parse(JSON.parse(out));
    expect(json).toMatchObject({
      stack: { action: 'update', was: 'updated', status: 'UPDATE_COMPLETE' },
      code: { isUploaded: true },
      parameters: [{ name: 'CodeObject' }],
      aliases: { orphaned: 1, orphans: ['docs/latest'] },
      states: { right: 1, orphaned: 1 },
    });
    expect(world.ros.stacks[0]?.parameters.get('SweepSchedule')).toBe('@every 15m');
  });
});

describe('a failure', () => {
  const flags = ['--yes', '--skip-plan'] as const;

  test('of a resource is named, with its reason and what to do; the next run goes on', async () => {
    world.ros.failAt('Created', 'the prefix overlaps with another trigger');
    const { code, err } = await world.autoalias('--rules', rules, '--schedule', '@every 20m', ...flags);
    expect([code, err]).toEqual([
      1,
      expect.stringContaining(
        'the stack autoalias ended in ROLLBACK_COMPLETE: Resource UPDATE failed: the prefix overlaps with another trigger; Created (ALIYUN::FC3::Trigger) UPDATE_FAILED: the prefix overlaps with another trigger; the functions run as before; correct the cause, and run the command again',
      ),
    ]);
    const again = await world.autoalias('--rules', rules, '--schedule', '@every 20m', ...flags);
    expect(again.out).toMatch(/^stack autoalias: updated$/m);
  });

  test('of a creation says how to delete the stack', async () => {
    world.ros.failAt('Http', 'quota exceeded');
    const two = ['--stack', 'two', '--name', 'two', '--bucket', 'demo'] as const;
    const { code, err } = await world.autoalias('--rules', rules, ...two, ...flags);
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/CREATE_ROLLBACK_COMPLETE: .*delete the stack \(aliyun ros DeleteStack/),
    ]);
    const again = await world.autoalias('--rules', rules, ...two, ...flags);
    expect([again.code, again.err]).toEqual([
      1,
      expect.stringMatching(/cannot be updated: .*quota exceeded; delete it/),
    ]);
  });

  test('of the sweep names the step, and what was done before', async () => {
    const { code, err } = await world.autoalias('--rules', rules, ...flags, '--fc-endpoint', 'http://127.0.0.1:1');
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/the sweep failed: .*run it again with autoalias invoke sweep/),
    ]);
  });

  test('of an answer is repaired: a throttled or lost request is sent again', async () => {
    world.ros.throttle(1);
    world.ros.loseAnswerOf('UpdateStack');
    const { code, out } = await world.autoalias('--rules', rules, '--schedule', '@every 10m', ...flags);
    expect([code, out]).toEqual([3, expect.stringMatching(/^stack autoalias: updated$/m)]);
  });
});

test('Ctrl-C says what was done and that the stack goes on, and a second run follows it', async () => {
  world.ros.stall(true);
  const { child, ended, said } = world.start('--rules', rules, '--yes', '--skip-plan', '--schedule', '@every 30m');
  await said('UPDATE_IN_PROGRESS');
  child.kill('SIGINT');
  const { code, out } = await ended;
  expect([code, out]).toEqual([
    130,
    expect.stringMatching(
      /stopped: the update of the stack autoalias continues; run the same command again to continue\n$/,
    ),
  ]);
  world.ros.stall(false);
  const again = await world.autoalias('--rules', rules, '--yes', '--skip-plan', '--schedule', '@every 30m');
  expect(again.out).toMatch(/^stack autoalias: UPDATE_IN_PROGRESS, begun earlier; waiting until it ends$/m);
  expect(again.out).toMatch(/^stack autoalias: unchanged$/m);
});

test('a stack of another program is refused', async () => {
  const [stack] = world.ros.stacks;
  if (stack === undefined) throw new TypeError('there is a stack');
  world.ros.stacks.push({
    ...stack,
    id: 'foreign',
    name: 'foreign',
    template: 'Resources: { Vpc: { Type: "ALIYUN::ECS::VPC" } }',
  });
  const { code, err } = await world.autoalias('--rules', rules, '--stack', 'foreign', '--yes');
  expect([code, err]).toEqual([2, expect.stringMatching(/the stack foreign contains something else than autoalias/)]);
});

test.each([
  [['--sweep-tasks', '20'], /--sweep-tasks is 20, and the stack has 0: an update cannot change it/],
  [['--bucket', 'other-bucket'], /--bucket is other-bucket, and the stack has demo: an update cannot change it/],
  [['--http-concurrency', '3'], /--http-concurrency is 3, and the stack has 10/],
  [['--print', 'ros', '--yes'], /--yes has no effect with --print/],
  [['--only', 'reader'], /--only names a document of --print ram/],
  [['--stack', 'three'], /no bucket is named, and there is no stack yet/],
])('%j is wrong use', async (args, message) => {
  const { code, err } = await world.autoalias('--rules', rules, ...args);
  expect([code, err]).toEqual([2, expect.stringMatching(message)]);
});
