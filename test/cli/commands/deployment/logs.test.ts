import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../../../../package.json' with { type: 'json' };
import { OUTPUT_SCHEMAS } from '../../../../src/cli/output/output-schemas.ts';
import type { Cloud } from '../../../../src/local/cloud/cloud-options.ts';
import { createBosStore } from '../../../../src/stores/bos/client/bos-client.ts';
import type { Store } from '../../../../src/stores/store.ts';
import { type CloudRig, CREDENTIALS, openCloudRig, putKey, quiet, targetAt, until } from '../../../local/cloud-rig.ts';
import { type SlsStandIn, startSlsStandIn } from '../../logs/sls-stand-in.ts';

/** As it is shipped: `npm test` builds first. */
const PROGRAM = resolve(packageJson.bin.autoalias);
const LATEST = 'releases/app/latest/a.tgz';

let rig: CloudRig;
let store: Store;
let cloud: Cloud;
beforeAll(async () => {
  rig = await openCloudRig();
  ({ store, cloud } = await rig.start('data'));
  for (const version of ['1.0.0', '1.10.0', '1.9.0']) {
    await putKey(store, `releases/app/${version}/a.tgz`);
    await quiet(cloud);
  }
  await until(async () => (await logs([])).out.includes('1.10.0'));
});
afterAll(async () => {
  await rig.close();
  await rig.remove();
});

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return spawn(process.execPath, [PROGRAM, 'logs', ...args], {
    cwd: rig.root,
    env: { PATH: process.env.PATH, AUTOALIAS_DATA: join(rig.root, 'data'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function logs(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = start(args, env);
  const exit = once(child, 'exit');
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await exit;
  return { code, out, err };
}

describe('in the local cloud', () => {
  test('answers who moved an alias, when and why', async () => {
    const { code, out, err } = await logs(['--alias', LATEST]);
    expect([code, err]).toEqual([0, '']);
    const rows = out
      .trimEnd()
      .split('\n')
      .map((row) => row.split(/ {2,}/));
    expect(rows).toEqual([
      ['WHEN', 'WHAT', 'ALIAS', 'FROM', 'TO', 'WHO', 'WHY'],
      [
        ...[expect.stringMatching(/^\d{4}-\d\d-\d\dT/), 'pointed', LATEST, '-', 'releases/app/1.0.0/a.tgz'],
        ...[
          expect.stringMatching(/^\d+$/),
          expect.stringMatching(/^ObjectCreated:PutObject releases\/app\/1.0.0\/a.tgz: /),
        ],
      ],
      [
        expect.anything(),
        'pointed',
        LATEST,
        'releases/app/1.0.0/a.tgz',
        'releases/app/1.10.0/a.tgz',
        ...(rows[1]?.slice(5, 6) ?? []),
        expect.anything(),
      ],
    ]);
  });

  test('the log has both clouds, and --cloud selects one', async () => {
    const bos = createBosStore({ endpoint: cloud.bos, region: 'bj', bucket: 'demo', credentials: () => CREDENTIALS });
    try {
      await putKey(bos, 'releases/other/1.0.0/a.tgz');
      await until(async () => (await logs([])).out.includes('bos://demo/releases/other/latest/a.tgz  '));
      const baidu = await logs(['--cloud', 'baidu']);
      expect(baidu.out).toContain('  releases/other/latest/a.tgz  ');
      expect(baidu.out).not.toContain(LATEST);
      const alibaba = await logs(['--cloud', 'alibaba']);
      expect(alibaba.out).toContain(LATEST);
      expect(alibaba.out).not.toContain('releases/other/');
    } finally {
      await bos.close();
    }
  });

  test('prints JSON lines with all fields', async () => {
    const { out } = await logs(['--alias', LATEST, '--json']);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => OUTPUT_SCHEMAS.logs.parse(JSON.parse(line)));
    expect(lines).toMatchObject([
      { function: 'object-events', action: 'pointed', rule: expect.any(String), lag: expect.any(Number), from: null },
      { action: 'pointed', from: 'releases/app/1.0.0/a.tgz', requestId: expect.any(String) },
    ]);
  });

  test.each<[args: string[], lines: number, has: RegExp]>([
    [['--action', 'unchanged', '--alias', LATEST], 2, / unchanged .*1\.10\.0.*1\.9\.0/],
    [['--alias', 'releases/app/', '--action', 'pointed,removed'], 3, / pointed /],
    [['--rule', 'nope'], 1, /^no decision of rule nope since \d{4}-/],
    [['--action', 'ponted'], 1, /^no decision with the action ponted since \d{4}-/],
    [['--until', '1h', '--since', '2h'], 1, /^no decision since \S+Z until \S+Z\n$/],
    [
      ['--alias', 'releases/other'],
      1,
      /^no decision about releases\/other since \S+; for all aliases below it, write releases\/other\/\ncommands such as pin write no log; see autoalias history releases\/other\n$/,
    ],
  ])('%j', async (args, least, has) => {
    const { code, out } = await logs(args);
    expect([code, out]).toEqual([0, expect.stringMatching(has)]);
    expect(out.trimEnd().split('\n').length).toBeGreaterThanOrEqual(least);
  });

  test('--follow shows new decisions, and ends with Ctrl-C without an error', async () => {
    const child = start(['--follow', '--json', '--alias', LATEST]);
    const exit = once(child, 'exit');
    const err = text(child.stderr);
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      out += part;
    });
    await until(() => out.includes('releases/app/1.10.0/a.tgz'));
    await putKey(store, 'releases/app/1.11.0/a.tgz');
    await until(() => out.includes('releases/app/1.11.0/a.tgz'));
    child.kill('SIGINT');
    expect([await exit, await err]).toEqual([[0, null], '']);
    expect(await targetAt(store, LATEST)).toBe('releases/app/1.11.0/a.tgz');
    expect(out.trimEnd().split('\n')).toHaveLength(3);
  });

  test('without a log, says how to get one', async () => {
    const { code, err } = await logs([], { AUTOALIAS_DATA: join(rig.root, 'nothing') });
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/no log of a local cloud at .*nothing\/log\/functions.log; start/),
    ]);
  });
});

describe('in Simple Log Service', () => {
  const KEYS = { OSS_ACCESS_KEY_ID: 'an-id', OSS_ACCESS_KEY_SECRET: 'a-secret', OSS_REGION: 'cn-hangzhou' };
  let stand: SlsStandIn;
  beforeAll(async () => {
    const entry = { level: 'info', event: 'ObjectCreated:PutObject k', actor: '42', rule: 'app', alias: LATEST };
    const message = `${JSON.stringify({ requestId: 'r', ...entry, action: 'pointed', from: 'old', to: 'new', why: 'w' })}\n`;
    const time = Math.floor(Date.now() / 1000) - 600;
    stand = await startSlsStandIn({ accessKeyId: 'an-id', accessKeySecret: 'a-secret' }, [
      { time, topic: 'FCLogs:autoalias-object-events', message },
    ]);
  });
  afterAll(() => stand.close());

  test('answers who moved an alias', async () => {
    const { code, out, err } = await logs(['--alias', LATEST, '--project', 'p', '--sls-endpoint', stand.url], KEYS);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(
      /pointed {2}releases\/app\/latest\/a.tgz {2}old {3}new {2}42 {3}ObjectCreated:PutObject k: w\n$/,
    );
  });

  test.each<[what: string, args: string[], env: Record<string, string>, code: number, err: RegExp]>([
    ['no account', [], KEYS, 2, /no account is named/],
    ['no credentials', [], { OSS_REGION: 'cn-hangzhou' }, 2, /there are no credentials/],
    ['another secret', ['--project', 'p'], { ...KEYS, OSS_ACCESS_KEY_SECRET: 'x' }, 1, /SignatureNotMatch/],
    ['not a URL', ['--project', 'p', '--sls-endpoint', 'x'], KEYS, 2, /--sls-endpoint is "x"/],
  ])('%s', async (_, args, env, code, err) => {
    const endpoint = args.includes('--sls-endpoint') ? [] : ['--sls-endpoint', stand.url];
    expect(await logs([...endpoint, ...args], env)).toMatchObject({ code, out: '', err: expect.stringMatching(err) });
  });
});
