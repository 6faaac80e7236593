import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../../../../package.json' with { type: 'json' };
import { getFunction } from '../../../../src/cli/cfc/cfc-api.ts';
import { OUTPUT_SCHEMAS } from '../../../../src/cli/output/output-schemas.ts';
import type { Cloud } from '../../../../src/local/cloud/cloud-options.ts';
import { createBosStore } from '../../../../src/stores/bos/client/bos-client.ts';
import type { Store } from '../../../../src/stores/store.ts';
import { type CloudRig, openCloudRig, putKey, targetAt } from '../../../local/cloud-rig.ts';

/** As it is shipped: `npm test` builds first. */
const PROGRAM = resolve(packageJson.bin.autoalias);

const KEYS = { accessKeyId: 'autoalias', accessKeySecret: 'autoalias-secret' };

let rig: CloudRig;
let store: Store;
let cloud: Cloud;
beforeAll(async () => {
  rig = await openCloudRig();
  ({ store, cloud } = await rig.start('data', { triggerPrefixes: ['elsewhere/'] }));
});
afterAll(async () => {
  await rig.close();
  await rig.remove();
});

type Input = string | Uint8Array;

/** One process of the program, next to the data directory of the local cloud. */
async function invoke(args: readonly string[], env: Readonly<Record<string, string>> = {}, input: Input = '') {
  return runAt(PROGRAM, args, env, input);
}

async function runAt(program: string, args: readonly string[], env: Readonly<Record<string, string>>, input: Input) {
  const child = spawn(process.execPath, [program, 'invoke', ...args], {
    cwd: rig.root,
    env: { PATH: process.env.PATH, AUTOALIAS_DATA: join(rig.root, 'data'), ...env },
  });
  child.stdin.end(input);
  const exit = once(child, 'exit');
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await exit;
  return { code, out, err };
}

describe.each(['3', '2'])('autoalias invoke --fc %s', (generation) => {
  const fc = ['--fc', generation];

  test('object-events moves the alias of an upload that no trigger reported', async () => {
    const alias = `releases/app${generation}/latest/a.tgz`;
    await putKey(store, `releases/app${generation}/1.0.0/a.tgz`);
    expect(await targetAt(store, alias)).toBe('none');
    const { code, out } = await invoke([
      ...['object-events', '--key', `releases/app${generation}/1.0.0/a.tgz`, '--log'],
      ...fc,
    ]);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^object-events: request [0-9a-f]{32}, \d+ ms\n\{"changes":1,/),
    ]);
    expect(out).toContain('"action":"pointed"');
    expect(await targetAt(store, alias)).toBe(`releases/app${generation}/1.0.0/a.tgz`);
  });

  test.each<[args: string[], code: number, out: RegExp]>([
    [['sweep'], 0, /^sweep: request \w+, \d+ ms\n\[\{"objects":/],
    [['sweep', '--qualifier', 'LATEST'], 0, /^sweep: /],
    [['sweep', '--async'], 0, /^sweep: request \w+, queued\n$/],
    [['http'], 0, /\n200 \{"ok":true\}\n$/],
    [['http', '--path', '/v1/status'], 0, /\n200 \{"total":/],
    [['http', '--path', '/v1/status', '--token', 'x'.repeat(32)], 1, /\n401 /],
    [['http', '--path', '/v1/nope'], 1, /\n404 /],
    [['http', '--method', 'POST', '--path', '/v1/sweep'], 0, /\n200 /],
  ])('%j', async (args, code, out) => {
    expect(await invoke([...args, ...fc])).toMatchObject({ code, out: expect.stringMatching(out), err: '' });
  });

  test.each([
    ['a file', 'event.json', ''],
    ['standard input', '-', 'not json'],
  ])('an event from %s; an error of the function shows type, message and log', async (_, event, input) => {
    writeFileSync(join(rig.root, 'event.json'), 'not json');
    const { code, out } = await invoke(['object-events', '--event', event, ...fc], {}, input);
    expect(code).toBe(1);
    expect(out).toMatch(/^object-events: request \w+, \d+ ms, failed with HandledInvocationError\nAutoaliasError: /);
    expect(out).toMatch(/\nFC Invoke End RequestId: \w+, Error: Handled function error\n$/);
  });

  test('standard input is sent byte for byte, so an event that is not UTF-8 is refused', async () => {
    const { code, err } = await invoke(
      ['object-events', '--event', '-', '--async', ...fc],
      {},
      Buffer.from('"\xff"', 'latin1'),
    );
    expect([code, err]).toEqual([1, expect.stringContaining('send the event as UTF-8')]);
  });

  test.each<[args: string[], code: number]>([
    [['sweep'], 0],
    [['sweep', '--async'], 0],
    [['object-events', '--event', '-'], 1],
    [['sweep', '--name', 'nope'], 1],
    [['object-events'], 2],
  ])('%j --json', async (args, code) => {
    const ran = await invoke([...args, ...fc, '--json']);
    expect(ran.code).toBe(code);
    expect(() => OUTPUT_SCHEMAS.invoke.parse(JSON.parse(ran.out))).not.toThrow();
  });

  test.each<[name: string, args: string[], env: Record<string, string>, code: number, err: RegExp]>([
    ['an unknown function', ['sweep', '--name', 'nope'], {}, 1, /did not run nope: .*does not exist.*; check --name/],
    ['an unknown version', ['sweep', '--qualifier', '1'], {}, 1, /version '1' .*does not exist/],
    ['another secret', ['sweep'], { OSS_ACCESS_KEY_SECRET: 'x' }, 1, /signature we calculated does not match/],
    ['no answer', ['sweep', '--fc-endpoint', 'http://127.0.0.1:1'], {}, 1, /ECONNREFUSED 127.0.0.1:1; start the local/],
    ['no key', ['object-events'], {}, 2, /name it with --key/],
    ['a key and an event', ['object-events', '--key', 'a', '--event', '-'], {}, 2, /--event is the whole event/],
    ['no account', ['sweep', '--region', 'cn-hangzhou'], {}, 2, /no account is named/],
    ['another function', ['other'], {}, 2, /Allowed choices are object-events, sweep, http/],
  ])('%s', async (_, args, env, code, err) => {
    const ran = await invoke([...args, ...fc], env);
    expect(ran).toMatchObject({ code, out: '', err: expect.stringMatching(err) });
    expect(ran.err.split('\n').filter((line) => line.startsWith('autoalias: '))).toHaveLength(1);
  });
});

test.each([
  ['3', '@alicloud/fc20230330'],
  ['2', '@alicloud/fc2'],
])('--fc %s without its package says what to install', async (generation, name) => {
  // A copy of the program that finds no packages.
  const alone = join(rig.root, 'alone');
  cpSync(dirname(PROGRAM), alone, { recursive: true });
  const { code, err } = await runAt(join(alone, basename(PROGRAM)), ['sweep', '--fc', generation], {}, '');
  expect([code, err]).toEqual([1, expect.stringContaining(`npm install ${name}\n`)]);
});

describe('autoalias invoke --cloud baidu, in the local cloud', () => {
  const baidu = ['--cloud', 'baidu'];

  test('object-events moves the alias of an upload that no trigger reported', async () => {
    const bos = createBosStore({ endpoint: cloud.bos, region: 'bj', bucket: 'demo', credentials: () => KEYS });
    await bos.send({ operation: 'PutObject', key: 'releases/app/1.0.0/a.tgz', body: Buffer.from('1') });
    const { code, out } = await invoke(['object-events', '--key', 'releases/app/1.0.0/a.tgz', '--log', ...baidu]);
    expect([code, out]).toEqual([0, expect.stringMatching(/^cfc-object-events: request [0-9a-f]{32}\n\{"changes":1,/)]);
    expect(await bos.send({ operation: 'GetSymlink', key: 'releases/app/latest/a.tgz' })).toMatchObject({
      target: 'releases/app/1.0.0/a.tgz',
    });
    await bos.close();
  });

  test.each<[args: string[], code: number, out: RegExp]>([
    [['sweep'], 0, /^cfc-sweep: request \w+\n\[\{"objects":/],
    [['sweep', '--qualifier', '$LATEST'], 0, /^cfc-sweep: /],
    [['sweep', '--async'], 0, /^cfc-sweep: request \w+, queued\n$/],
    [['http'], 0, /\n200 \{"ok":true\}\n$/],
    [['http', '--path', '/v1/status?prefix=releases%2F'], 0, /\n200 \{"total":/],
    [['http', '--path', '/v1/status', '--token', 'x'.repeat(32)], 1, /\n401 /],
    [['http', '--path', '/v1/nope'], 1, /\n404 /],
  ])('%j', async (args, code, out) => {
    expect(await invoke([...args, ...baidu])).toMatchObject({ code, out: expect.stringMatching(out), err: '' });
  });

  test('its API describes a function as that of CFC does', async () => {
    const target = { service: 'CFC', url: cloud.api, credentials: KEYS };
    expect(await getFunction(target, 'cfc-sweep')).toMatchObject({
      FunctionName: 'cfc-sweep',
      FunctionBrn: expect.stringMatching(/^brn:bce:cfc:bj:[0-9a-z]{32}:function:cfc-sweep/),
      MemorySize: 1024,
      Timeout: 300,
    });
    expect(await getFunction(target, 'none')).toBeUndefined();
  });
});
