import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { OUTPUT_SCHEMAS } from '../../../src/cli/output/output-schemas.ts';
import { runCli } from '../../../src/cli/run-cli.ts';
import { type EmbeddedBos, startBos } from '../../../src/local/embedded/start-bos.ts';
import { createBosStore } from '../../../src/stores/bos/client/bos-client.ts';
import { type FakeBaidu, startFakeBaidu } from './fake-baidu.ts';

const KEYS = { accessKeyId: 'deployer', accessKeySecret: 'deployer-secret' };
const RULES = (...prefixes: readonly string[]) => `version: 1
rules:${prefixes
  .map(
    (prefix, i) => `
  - name: app-${i}
    match: { key: '${prefix}{app}/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['newest/${i}/{app}/{file}']`,
  )
  .join('')}
`;

let bos: EmbeddedBos;
let baidu: FakeBaidu;
let dir: string;
beforeEach(async () => {
  bos = await startBos({ buckets: ['my-bucket', 'b-1', 'other'], credentials: KEYS });
  baidu = await startFakeBaidu(KEYS, bos);
  baidu.results.set('autoalias-sweep', { body: { aliases: 1 } });
  dir = mkdtempSync(join(tmpdir(), 'autoalias-baidu-'));
  mkdirSync(join(dir, 'functions'));
  for (const id of ['object-events', 'sweep', 'http']) {
    writeFileSync(join(dir, 'functions', `cfc-${id}.mjs`), `export const handler = () => '${id}';\n`);
  }
  writeFileSync(join(dir, 'rules.yaml'), RULES('releases/'));
});
afterEach(async () => {
  await baidu.close();
  await bos.close();
  rmSync(dir, { recursive: true });
});

const ENV = {
  BCE_ACCESS_KEY_ID: KEYS.accessKeyId,
  BCE_SECRET_ACCESS_KEY: KEYS.accessKeySecret,
  AUTOALIAS_FUNCTION_ACCESS_KEY_ID: 'function-key',
  AUTOALIAS_FUNCTION_SECRET_ACCESS_KEY: 'function-secret',
};

/** Runs `deploy --cloud baidu` against the fake. */
async function deploy(
  args: readonly string[],
  env: Readonly<Record<string, string>> = ENV,
  signal = new AbortController().signal,
  functionsDir = join(dir, 'functions'),
) {
  let out = '';
  let err = '';
  const services = ['--cloud', 'baidu', '--region', 'bj', '--cfc-endpoint', baidu.url, '--endpoint', baidu.url];
  const exitCode = await runCli(['deploy', ...services, '--rules', join(dir, 'rules.yaml'), ...args], {
    env,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    functionsDir,
    signal,
  });
  return { exitCode, out, err: err.replace(/^note: .*\n/gm, '') };
}

const FIRST = ['--bucket', 'my-bucket', '--yes'];
const environment = z.object({ Variables: z.record(z.string(), z.string()) });
const variablesOf = (name: string) => environment.parse(baidu.functions.get(name)?.configuration.Environment).Variables;
/** The requests of a run that write. */
const writesIn = (calls: readonly string[]) =>
  calls.filter((call) => !call.startsWith('GET') && !call.endsWith('invocations'));

describe('the first deployment', () => {
  test('--dry-run shows every resource, and writes nothing', async () => {
    const { exitCode, out, err } = await deploy(['--bucket', 'my-bucket', '--dry-run']);
    expect([exitCode, err]).toEqual([3, '']);
    expect(out).toMatch(/^function autoalias-object-events: is created$/m);
    expect(out).toMatch(/^trigger autoalias-schedule: is created$/m);
    expect(out).toMatch(
      /^notification autoalias-removals: is created\naliases: 0, none changes\nnothing was changed: this is a dry run\n$/m,
    );
    expect(writesIn(baidu.calls)).toEqual([]);
  });

  test('needs --yes without a terminal', async () => {
    const { exitCode, err } = await deploy(['--bucket', 'my-bucket']);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('7 resources would be changed; add --yes')]);
    expect(writesIn(baidu.calls)).toEqual([]);
  });

  test('creates functions, triggers and the notification rule, sweeps, and prints token and address once', async () => {
    const { exitCode, out, err } = await deploy(FIRST);
    expect([exitCode, err]).toEqual([0, '']);
    const token = /^token: ([0-9a-f]{48}) \(new, /m.exec(out)?.[1];
    expect(out).toMatch(
      /^deployment autoalias: 7 resources changed\n {2}Url: https:\/\/x1\.cfc-execute\.bj\.baidubce\.com$/m,
    );
    expect(out).toMatch(/^status: 0 objects, 0 aliases: 0 right$/m);
    expect([...baidu.functions.keys()]).toEqual(['autoalias-object-events', 'autoalias-sweep', 'autoalias-http']);
    expect(variablesOf('autoalias-http')).toEqual({
      BOS_BUCKET: 'my-bucket',
      BOS_REGION: 'bj',
      BCE_ACCESS_KEY_ID: 'function-key',
      BCE_SECRET_ACCESS_KEY: 'function-secret',
      AUTOALIAS_TOKEN: token,
    });
    expect(Object.keys(baidu.functions.get('autoalias-sweep')?.files ?? {}).toSorted()).toEqual([
      'autoalias.ahead.json',
      'autoalias.yaml',
      'cfc-http.mjs',
      'cfc-object-events.mjs',
      'cfc-sweep.mjs',
      'index.js',
    ]);
    expect(baidu.relations.map(({ Source, Data }) => [Source, Data.Name ?? Data.ResourcePath])).toEqual([
      ['bos/my-bucket', 'autoalias-objects-1'],
      ['cfc-crontab-trigger/v1/', 'autoalias-schedule'],
      ['cfc-http-trigger/v1/CFCAPI', '/v1/{path+}'],
    ]);
    const [rule] = baidu.notifications.get('my-bucket') ?? [];
    expect(rule).toMatchObject({ id: 'autoalias-removals', resources: ['/releases/*'] });
    expect(`${out}${err}`).not.toMatch(/function-secret|deployer-secret/);
  });

  test('keeps the token of the environment, and does not print it', async () => {
    const { out } = await deploy(FIRST, { ...ENV, AUTOALIAS_TOKEN: 't'.repeat(40) });
    expect(variablesOf('autoalias-http').AUTOALIAS_TOKEN).toBe('t'.repeat(40));
    expect(out).not.toMatch(/^token:/m);
    expect(out).not.toContain('t'.repeat(40));
  });

  test('the JSON output has the form of its schema', async () => {
    for (const args of [['--bucket', 'my-bucket', '--dry-run'], FIRST, []]) {
      const { out } = await deploy([...args, '--json']);
      expect(OUTPUT_SCHEMAS.deploy?.safeParse(JSON.parse(out)).error).toBeUndefined();
      expect(JSON.parse(out)).toMatchObject({ cloud: 'baidu', deployment: { name: 'autoalias', bucket: 'my-bucket' } });
    }
  });

  test.each<[args: readonly string[], env: Readonly<Record<string, string>>, message: RegExp]>([
    [['--bucket', 'b-1'], {}, /there are no credentials: requests must be signed; set BCE_ACCESS_KEY_ID/],
    [[], ENV, /no bucket is named, and there is no deployment yet; add --bucket/],
    [
      ['--bucket', 'b-1'],
      { BAIDUCLOUD_ACCESS_KEY: KEYS.accessKeyId, BAIDUCLOUD_SECRET_KEY: KEYS.accessKeySecret },
      /the functions need credentials: create a user of IAM .* set AUTOALIAS_FUNCTION_ACCESS_KEY_ID/,
    ],
  ])('refuses %j', async (args, env, message) => {
    const { exitCode, err } = await deploy(args, env);
    expect([exitCode, err]).toEqual([2, expect.stringMatching(message)]);
  });
});

test('an API of CFC without encryption is refused before anything is sent', async () => {
  const { exitCode, err } = await deploy([...FIRST, '--cfc-endpoint', 'http://cfc.example.com']);
  expect([exitCode, err]).toEqual([2, expect.stringContaining('secrets would be sent without encryption')]);
  expect(baidu.calls).toEqual([]);
});

describe('the same again', () => {
  beforeEach(async () => {
    await deploy(FIRST);
    baidu.calls.length = 0;
  });

  test('changes nothing, without a question and without the credentials of the functions', async () => {
    const { exitCode, out } = await deploy([], {
      BCE_ACCESS_KEY_ID: 'deployer',
      BCE_SECRET_ACCESS_KEY: 'deployer-secret',
    });
    expect([exitCode, out]).toEqual([0, expect.stringMatching(/^deployment autoalias: unchanged$/m)]);
    expect(out.match(/: does not change$/gm)).toHaveLength(7);
    expect(writesIn(baidu.calls)).toEqual([]);
  });

  test('--dry-run ends with 0', async () => {
    expect(await deploy(['--dry-run'])).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/nothing to deploy\n$/),
    });
  });

  test('changes nothing if CFC returns other names and forms of the same', async () => {
    for (const one of baidu.functions.values()) one.configuration = { ...one.configuration, CodeSha256: 'x' };
    const [trigger] = baidu.relations;
    if (trigger === undefined) throw new TypeError('there is a trigger');
    const { Resource: _, ...data } = trigger.Data;
    const { EventType } = data;
    baidu.relations[0] = {
      ...trigger,
      Data: { ...data, Prefix: 'releases/', EventType: [...(EventType as string[])].reverse() },
    };
    await deploy([]);
    expect(writesIn(baidu.calls)).toEqual([]);
  });
});

describe('the credentials of the functions', () => {
  const { AUTOALIAS_FUNCTION_ACCESS_KEY_ID: _, AUTOALIAS_FUNCTION_SECRET_ACCESS_KEY: __, ...KEYS_ONLY } = ENV;
  const credentialsOf = (name: string) => {
    const { BCE_ACCESS_KEY_ID: id, BCE_SECRET_ACCESS_KEY: secret } = variablesOf(name);
    return [id, secret];
  };
  beforeEach(async () => {
    await deploy(FIRST);
    baidu.calls.length = 0;
  });

  test.each([
    [{ AUTOALIAS_FUNCTION_ACCESS_KEY_ID: 'new-key' }, 'AUTOALIAS_FUNCTION_SECRET_ACCESS_KEY'],
    [{ AUTOALIAS_FUNCTION_SECRET_ACCESS_KEY: 'new-secret' }, 'AUTOALIAS_FUNCTION_ACCESS_KEY_ID'],
    [
      { AUTOALIAS_FUNCTION_ACCESS_KEY_ID: 'new-key', AUTOALIAS_FUNCTION_SECRET_ACCESS_KEY: ' ' },
      'AUTOALIAS_FUNCTION_SECRET_ACCESS_KEY',
    ],
  ])('only half of them (%j) are not mixed with those of the deployment', async (half, missing) => {
    const { exitCode, err } = await deploy(['--yes'], { ...KEYS_ONLY, ...half });
    expect([exitCode, err]).toEqual([2, expect.stringContaining(`${missing} is not set`)]);
    expect(writesIn(baidu.calls)).toEqual([]);
  });

  test('both replace those of the deployment', async () => {
    const both = { AUTOALIAS_FUNCTION_ACCESS_KEY_ID: 'new-key', AUTOALIAS_FUNCTION_SECRET_ACCESS_KEY: 'new-secret' };
    expect(await deploy(['--yes'], { ...KEYS_ONLY, ...both })).toMatchObject({ exitCode: 0, err: '' });
    expect(credentialsOf('autoalias-sweep')).toEqual(['new-key', 'new-secret']);
  });

  test('replace those of a session, whose token is removed', async () => {
    const one = baidu.functions.get('autoalias-sweep');
    if (one === undefined) throw new TypeError('there is a function');
    const Variables = { ...variablesOf('autoalias-sweep'), BCE_SESSION_TOKEN: 'stale' };
    one.configuration = { ...one.configuration, Environment: { Variables } };
    const { out } = await deploy(['--yes']);
    expect(out).toMatch(/^function autoalias-sweep: is updated\n {2}BCE_SESSION_TOKEN: removed$/m);
    expect(variablesOf('autoalias-sweep')).not.toHaveProperty('BCE_SESSION_TOKEN');
  });

  test.each(['****', 'fu****et', ''])('a secret that CFC returns as %j is not written back', async (masked) => {
    const one = baidu.functions.get('autoalias-object-events');
    if (one === undefined) throw new TypeError('there is a function');
    const Variables = { ...variablesOf('autoalias-object-events'), BCE_SECRET_ACCESS_KEY: masked };
    one.configuration = { ...one.configuration, Environment: { Variables } };
    expect(await deploy(['--yes'], KEYS_ONLY)).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('the functions need credentials'),
    });
    expect(await deploy(['--yes'])).toMatchObject({ exitCode: 0, err: '' });
    expect(credentialsOf('autoalias-object-events')).toEqual(['function-key', 'function-secret']);
  });

  test('half of them do not matter if CFC passes its own', async () => {
    const half = { AUTOALIAS_FUNCTION_ACCESS_KEY_ID: 'new-key' };
    const { exitCode, err } = await deploy(['--yes', '--function-credentials', 'platform'], { ...KEYS_ONLY, ...half });
    expect([exitCode, err]).toEqual([0, '']);
    expect(credentialsOf('autoalias-sweep')).toEqual([undefined, undefined]);
  });
});

describe('a change', () => {
  beforeEach(async () => {
    await deploy([
      ...FIRST,
      '--dead-letter-topic',
      'failed',
      '--http-auth',
      'function',
      '--schedule',
      'rate(10 minutes)',
    ]);
    baidu.calls.length = 0;
  });

  test('of the rules updates the code, adds and deletes triggers, and keeps the settings', async () => {
    writeFileSync(join(dir, 'rules.yaml'), RULES('releases/', 'nightly/', 'docs/'));
    const more = await deploy(['--yes']);
    expect(more.out).toMatch(/^function autoalias-sweep: is updated\n {2}code$/m);
    expect(more.out).toMatch(/^trigger autoalias-objects-3: is created$/m);
    expect(baidu.relations.flatMap(({ Data }) => Data.Resource ?? [])).toEqual([
      '/docs/*',
      '/nightly/*',
      '/releases/*',
    ]);
    writeFileSync(join(dir, 'rules.yaml'), RULES('docs/'));
    const fewer = await deploy(['--yes']);
    expect(fewer.out).toMatch(/^trigger autoalias-objects-2: is deleted$/m);
    expect(baidu.relations.flatMap(({ Data }) => Data.Resource ?? [])).toEqual(['/docs/*']);
    expect(baidu.notifications.get('my-bucket')).toMatchObject([{ resources: ['/docs/*'] }]);
    expect(baidu.relations.flatMap(({ Data }) => Data.ScheduleExpression ?? Data.AuthType ?? [])).toEqual([
      'rate(10 minutes)',
      'iam',
    ]);
    expect(baidu.functions.get('autoalias-sweep')?.configuration.DeadLetterTopic).toBe('failed');
  });

  test('by flags updates only what they change, and shows no secret', async () => {
    const { out } = await deploy(['--yes', '--schedule', 'rate(1 hour)', '--token', 'n'.repeat(40)]);
    expect(out).toMatch(
      /^trigger autoalias-schedule: is updated\n {2}ScheduleExpression: rate\(10 minutes\) -> rate\(1 hour\)$/m,
    );
    expect(out).toMatch(/^function autoalias-http: is updated\n {2}AUTOALIAS_TOKEN: changed$/m);
    expect(out).not.toContain('n'.repeat(40));
    expect(writesIn(baidu.calls)).toEqual(['PUT /v1/functions/autoalias-http/configuration', 'PUT /v1/relation']);
  });

  test('by hand is undone, and other variables stay', async () => {
    const one = baidu.functions.get('autoalias-sweep');
    if (one === undefined) throw new TypeError('there is a function');
    const Variables = { ...variablesOf('autoalias-sweep'), BOS_BUCKET: 'other', TZ: 'Asia/Shanghai' };
    one.configuration = { ...one.configuration, MemorySize: 128, Environment: { Variables } };
    const { out } = await deploy(['--yes']);
    expect(out).toMatch(
      /^function autoalias-sweep: is updated\n {2}MemorySize: 128 -> 1024\n {2}BOS_BUCKET: changed$/m,
    );
    expect(variablesOf('autoalias-sweep')).toMatchObject({ BOS_BUCKET: 'my-bucket', TZ: 'Asia/Shanghai' });
  });

  test('of the bucket is refused', async () => {
    expect(await deploy(['--bucket', 'other'])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining(
        '--bucket is other, and the deployment serves my-bucket; deploy a second one with --name',
      ),
    });
  });
});

test('a function of another program is not replaced', async () => {
  await deploy(FIRST);
  const one = baidu.functions.get('autoalias-http');
  if (one === undefined) throw new TypeError('there is a function');
  one.configuration = { ...one.configuration, Handler: 'server.main', Description: 'mine' };
  expect(await deploy(['--yes'])).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining('autoalias-http exists and is not part of autoalias (its handler is server.main)'),
  });
});

describe('notification rules of others', () => {
  const theirs = {
    id: 'theirs',
    appId: 'x',
    status: 'enabled',
    resources: ['/a/*'],
    events: ['PutObject'],
    apps: [{ id: 'a', eventUrl: 'https://a.example.com', xVars: '{"k":1}' }],
    quota: { quotaDay: 5 },
  };

  test('are kept with all their fields', async () => {
    baidu.notifications.set('my-bucket', [{ ...theirs, encryption: { key: '06a62b70' } }]);
    await deploy(FIRST);
    expect(baidu.notifications.get('my-bucket')).toEqual([
      { ...theirs, encryption: { key: '06a62b70' } },
      expect.objectContaining({ id: 'autoalias-removals' }),
    ]);
  });

  test('that appear after the plan are kept', async () => {
    baidu.before(/^POST \/v1\/relation/, () => {
      baidu.notifications.set('my-bucket', [theirs]);
    });
    await deploy(FIRST);
    expect(baidu.notifications.get('my-bucket')?.map(({ id }) => id)).toEqual(['theirs', 'autoalias-removals']);
  });

  test.each([[{ key: '********' }], [{}]])(
    'with a key that cannot be read back (%j) are not written',
    async (encryption) => {
      baidu.notifications.set('my-bucket', [{ ...theirs, encryption }]);
      const { exitCode, err } = await deploy(FIRST);
      expect([exitCode, err]).toEqual([
        1,
        expect.stringMatching(/rule theirs of the bucket my-bucket has a key that BOS does not return/),
      ]);
      expect(baidu.notifications.get('my-bucket')).toEqual([{ ...theirs, encryption }]);
    },
  );
});

describe('an interrupted deployment', () => {
  test.each([
    [
      'POST /v1/functions',
      /function autoalias-object-events failed: CFC refused CreateFunction .*\(nothing was changed\)/,
    ],
    ['POST /v1/relation', /trigger autoalias-objects-1 failed: CFC refused CreateTrigger .* is created\)/],
    ['PUT /v1/my-bucket/', /notification autoalias-removals failed: BOS refused PutNotification/],
    [
      'POST /v1/functions/autoalias-sweep/invocations',
      /the sweep failed: CFC at .* did not run autoalias-sweep: status 403/,
    ],
  ])('at %s names what was done, and the same command continues', async (call, message) => {
    baidu.refuse(new RegExp(`^${call}`), 403, 'AccessDenied', 'no');
    const first = await deploy(FIRST);
    expect([first.exitCode, first.err]).toEqual([1, expect.stringMatching(message)]);
    const before = new Set(baidu.functions.keys());
    baidu.calls.length = 0;
    const second = await deploy(FIRST);
    expect([second.exitCode, second.err]).toEqual([0, '']);
    expect(baidu.calls.filter((one) => one === 'POST /v1/functions')).toHaveLength(3 - before.size);
    expect([baidu.functions.size, baidu.relations.length]).toEqual([3, 3]);
    baidu.calls.length = 0;
    await deploy([]);
    expect(writesIn(baidu.calls)).toEqual([]);
  });

  test('by Ctrl-C ends after the step, and the same command continues', async () => {
    const stop = new AbortController();
    baidu.before(/^POST \/v1\/relation/, () => stop.abort());
    const first = await deploy(FIRST, ENV, stop.signal);
    expect(first.exitCode).toBe(130);
    expect(first.out).toMatch(
      /stopped: .*the trigger autoalias-objects-1 is created; run the same command again to continue\n$/,
    );
    const second = await deploy(FIRST);
    expect([second.exitCode, baidu.relations.length]).toEqual([0, 3]);
  });

  test.each([/^POST \/v1\/functions$/, /^PUT .*notification/])('by a lost answer of %s continues', async (call) => {
    baidu.loseAnswerOf(call);
    await deploy(FIRST);
    const second = await deploy(FIRST);
    expect([second.exitCode, baidu.functions.size, baidu.relations.length]).toEqual([0, 3, 3]);
  });
});

describe('errors of the API', () => {
  test.each<[status: number, code: string, advice: RegExp]>([
    [403, 'AccessDenied', /grant this user the permission for GetFunction/],
    [403, 'InvalidAccessKeyId', /check BCE_ACCESS_KEY_ID, BCE_SECRET_ACCESS_KEY/],
    [400, 'RequestExpired', /correct the clock of this machine/],
    [400, 'Whatever', /correct the cause, and run the command again/],
  ])('%i %s', async (status, code, advice) => {
    baidu.refuse(/^GET \/v1\/functions/, status, code, 'the reason');
    const { exitCode, err } = await deploy(FIRST);
    expect([exitCode, err]).toEqual([1, expect.stringMatching(advice)]);
    expect(err).toContain(`CFC refused GetFunction with status ${status}: ${code}: the reason (request r-1)`);
  });

  test.each(['--yes', '--json'])('do not show the secrets of a request that the API returns (%s)', async (flag) => {
    const AUTOALIAS_TOKEN = 't'.repeat(40);
    const body = JSON.stringify({ Variables: { AUTOALIAS_TOKEN, BCE_SECRET_ACCESS_KEY: 'function-secret' } });
    const returned = `invalid function-secret in ${body}: ${'x'.repeat(2000)}`;
    baidu.refuse(/^POST \/v1\/functions/, 400, 'InvalidParameterValueException', returned);
    const { exitCode, out, err } = await deploy([...FIRST, flag], { ...ENV, AUTOALIAS_TOKEN });
    expect([exitCode, err]).toEqual([1, expect.stringContaining('InvalidParameterValueException: invalid *** in')]);
    expect(`${out}${err}`).not.toMatch(/function-secret|t{40}|x{500}/);
  });

  test('throttled requests are sent again', async () => {
    baidu.refuse(/^POST \/v1\/functions/, 429, 'TooManyRequestsException');
    baidu.refuse(/^GET \/v1\/relation/, 503, 'ServiceUnavailable');
    expect(await deploy(FIRST)).toMatchObject({ exitCode: 0 });
    expect(baidu.functions.size).toBe(3);
  });

  test('a sweep that fails is reported after everything else is done', async () => {
    baidu.results.set('autoalias-sweep', { error: 'Unhandled', body: { errorMessage: 'AccessDenied' } });
    const { exitCode, err } = await deploy(FIRST);
    expect([exitCode, err]).toEqual([
      1,
      expect.stringMatching(/autoalias-sweep failed with Unhandled: .*AccessDenied/),
    ]);
    expect(err).toMatch(/the notification autoalias-removals is created\)/);
  });
});

describe('with the functions as they are built, and a bucket of BOS', () => {
  const built = (args: readonly string[]) =>
    deploy(args, { ...ENV, ...SAME_KEYS }, undefined, resolve('dist/functions'));
  // The functions of this test sign with the only keys that the store has.
  const SAME_KEYS = {
    AUTOALIAS_FUNCTION_ACCESS_KEY_ID: KEYS.accessKeyId,
    AUTOALIAS_FUNCTION_SECRET_ACCESS_KEY: KEYS.accessKeySecret,
  };

  test('the plan shows the aliases, the sweep of the uploaded code points them, and the status says so', async () => {
    baidu.results.clear();
    const store = createBosStore({ ...bos, bucket: 'my-bucket', credentials: () => KEYS });
    for (const version of ['1.9.0', '1.10.0']) {
      await store.send({ operation: 'PutObject', key: `releases/app/${version}/a.tgz`, body: Buffer.from(version) });
    }
    const dry = await built(['--bucket', 'my-bucket', '--dry-run']);
    expect(dry.out).toMatch(/newest\/0\/app\/a\.tgz +point +- +releases\/app\/1\.10\.0\/a\.tgz/);
    const { exitCode, out, err } = await built(FIRST);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toMatch(/^status: 3 objects, 1 alias: 1 right$/m);
    const link = await store.send({ operation: 'GetSymlink', key: 'newest/0/app/a.tgz' });
    expect(link).toMatchObject({ found: 'symlink', target: 'releases/app/1.10.0/a.tgz' });
    await store.close();
    expect(await built(['--dry-run'])).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/nothing to deploy\n$/),
    });
  });
});
