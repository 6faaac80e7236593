import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import packageJson from '../../../../package.json' with { type: 'json' };
import { OUTPUT_SCHEMAS } from '../../../../src/cli/output/output-schemas.ts';
import type { Cloud } from '../../../../src/local/cloud/cloud-options.ts';
import { createBosStore } from '../../../../src/stores/bos/client/bos-client.ts';
import type { Store } from '../../../../src/stores/store.ts';
import {
  type CloudRig,
  CREDENTIALS,
  openCloudRig,
  putKey,
  quiet,
  targetAt,
  untilQueue,
} from '../../../local/cloud-rig.ts';

/** As it is shipped: `npm test` builds first. */
const PROGRAM = resolve(packageJson.bin.autoalias);
const keyOf = (i: number): string => `releases/app-${String(i).padStart(2, '0')}/1.0.0/a.tgz`;
const latestOf = (i: number): string => `releases/app-${String(i).padStart(2, '0')}/latest/a.tgz`;

let rig: CloudRig;
let store: Store;
let cloud: Cloud;
beforeAll(async () => {
  rig = await openCloudRig();
  const folder = join(rig.root, 'functions');
  for (const name of ['object-events', 'cfc-object-events']) {
    await rename(join(folder, `${name}.mjs`), join(folder, `shipped-${name}.mjs`));
    await writeFile(
      join(folder, `${name}.mjs`),
      `import { existsSync } from 'node:fs';
      import { handler as shipped } from ${JSON.stringify(pathToFileURL(join(folder, `shipped-${name}.mjs`)).href)};
      export const handler = (event, context, callback) => {
        if (existsSync(${JSON.stringify(join(rig.root, 'broken'))})) throw new RangeError('the bucket is closed');
        return shipped(event, context, callback);
      };`,
    );
  }
  ({ store, cloud } = await rig.start('data', { maxAsyncRetryAttempts: 0 }));
});
afterAll(async () => {
  await rig.close();
  await rig.remove();
});

const breakFunction = () => writeFile(join(rig.root, 'broken'), '');
const repairFunction = () => rm(join(rig.root, 'broken'));

async function run(...args: readonly string[]) {
  const child = spawn(process.execPath, [PROGRAM, 'dead-letters', ...args], {
    cwd: rig.root,
    env: { PATH: process.env.PATH, AUTOALIAS_DATA: join(rig.root, 'data') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = once(child, 'exit');
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await exit;
  return { code, out, err };
}

async function json(...args: readonly string[]) {
  const { code, out } = await run(...args, '--json');
  const lines = args[0] === 'show' ? [out] : out.trimEnd().split('\n');
  return { code, items: lines.map((line) => OUTPUT_SCHEMAS['dead-letters'].parse(JSON.parse(line))) };
}

/** The ids in the first column of a table. */
function idsIn(out: string): readonly string[] {
  return [...out.matchAll(/^(\d{16})\b/gm)].map(([, id = '']) => id);
}

test('without failed events, says so', async () => {
  expect(await run('list')).toEqual({ code: 0, out: 'no failed event waits in autoalias-failed-events\n', err: '' });
  expect(await run('replay', '--all')).toEqual({
    code: 0,
    out: 'no failed event waits in autoalias-failed-events\n',
    err: '',
  });
});

test('lists, shows and replays failed events', async () => {
  await breakFunction();
  for (let i = 1; i <= 18; i += 1) await putKey(store, keyOf(i));
  await untilQueue(cloud, ({ dead }) => dead === 18);

  const list = await run('list');
  expect([list.code, list.err, list.out.split('\n')[0]?.split(/ +/)]).toEqual([
    ...[0, '', ['ID', 'FAILED', 'FUNCTION', 'TRIES', 'EVENT', 'ERROR']],
  ]);
  expect(list.out).toMatch(
    / object-events {2}1 {6}ObjectCreated:PutObject releases\/app-\d\d\/1\.0\.0\/a\.tgz {2}failed once: RangeError: the bucket is closed/,
  );
  expect(list.out).toContain('these are the first 16 messages; --all lists every message\n');
  expect(idsIn(list.out)).toHaveLength(16);
  const all = idsIn((await run('list', '--all')).out);
  expect(all).toHaveLength(18);
  // Reading changes nothing, except that messages that were received are invisible for a second.
  expect(cloud.stats().queue.dead).toBe(18);

  const [first = '', second = ''] = all;
  const last = all[17] ?? '';
  const shown = await run('show', first);
  expect([shown.code, shown.out]).toEqual([
    0,
    expect.stringMatching(/^message {3}\d{16}\nfailed at \S+\nfunction {2}object-events\n/),
  ]);
  expect(shown.out).toContain('"eventName": "ObjectCreated:PutObject"');
  const found = await json('show', last);
  expect(found.items).toMatchObject([
    { id: last, function: 'object-events', attempts: 1, payload: expect.any(String) },
  ]);

  // If the cause is still there, the event comes back as a new message.
  const again = await json('replay', first);
  expect(again).toMatchObject({ code: 0, items: [{ id: first, function: 'object-events', error: null }] });
  await untilQueue(cloud, ({ ready, later, inFlight, dead }) => ready + later + inFlight === 0 && dead === 18);
  expect((await run('show', first)).code).toBe(2);

  await repairFunction();
  const some = await json('replay', second, last, 'nope');
  expect(some).toMatchObject({
    code: 1,
    items: [
      { id: second, requestId: expect.stringMatching(/^\w{32}$/), error: null },
      { id: last, error: null },
      { id: 'nope', function: null, requestId: null, error: 'not in autoalias-failed-events' },
    ],
  });
  await quiet(cloud);
  expect(cloud.stats().queue.dead).toBe(16);

  const rest = await run('replay', '--all');
  expect([rest.code, idsIn(rest.out)]).toEqual([0, expect.arrayContaining(all.slice(2, 17))]);
  await untilQueue(cloud, ({ ready, later, inFlight }) => ready + later + inFlight === 0);
  expect(cloud.stats().queue.dead).toBe(0);
  for (let i = 1; i <= 18; i += 1) expect(await targetAt(store, latestOf(i))).toBe(keyOf(i));
});

test('a replay that fails keeps the message', async () => {
  await breakFunction();
  await putKey(store, keyOf(50));
  await untilQueue(cloud, ({ dead }) => dead === 1);
  // Nothing listens there.
  const { code, items } = await json(
    'replay',
    '--all',
    '--fc-endpoint',
    'http://127.0.0.1:9',
    '--mns-endpoint',
    cloud.api,
  );
  expect([code, items]).toMatchObject([
    1,
    [{ function: 'object-events', requestId: null, error: expect.stringContaining('gave no answer') }],
  ]);
  expect(cloud.stats().queue.dead).toBe(1);
  await repairFunction();
});

test('replays the failed events of BOS, alone or with those of OSS', async () => {
  const bos = createBosStore({ endpoint: cloud.bos, region: 'bj', bucket: 'demo', credentials: () => CREDENTIALS });
  try {
    await run('replay', '--all');
    await quiet(cloud);
    await breakFunction();
    for (const one of [store, bos]) await putKey(one, keyOf(30));
    await untilQueue(cloud, ({ dead }) => dead === 2);
    const functions = async (...args: readonly string[]) =>
      (await json('list', ...args)).items.map((item) => ('function' in item ? item.function : null));
    expect((await functions()).toSorted()).toEqual(['cfc-object-events', 'object-events']);
    expect(await functions('--cloud', 'baidu')).toEqual(['cfc-object-events']);
    expect(await functions('--cloud', 'alibaba')).toEqual(['object-events']);
    await repairFunction();
    const own = await json('replay', '--all', '--cloud', 'baidu');
    expect(own).toMatchObject({
      code: 0,
      items: [{ function: 'cfc-object-events', requestId: expect.stringMatching(/./), error: null }],
    });
    await untilQueue(cloud, ({ ready, later, inFlight, dead }) => ready + later + inFlight === 0 && dead === 1);
    expect(await targetAt(bos, latestOf(30))).toBe(keyOf(30));
    expect((await json('replay', '--all')).items).toMatchObject([{ function: 'object-events', error: null }]);
    await quiet(cloud);
    expect(cloud.stats().queue.dead).toBe(0);

    await breakFunction();
    await putKey(bos, keyOf(31));
    await untilQueue(cloud, ({ dead }) => dead === 1);
    await repairFunction();
    expect(await json('replay', '--all')).toMatchObject({ code: 0, items: [{ error: null }] });
    await quiet(cloud);
    expect(await targetAt(bos, latestOf(31))).toBe(keyOf(31));
  } finally {
    await repairFunction().catch(() => undefined);
    await bos.close();
  }
});

test.each<[args: readonly string[], message: RegExp]>([
  [['show'], /show needs the id of one message/],
  [['show', 'a', 'b'], /show needs the id of one message/],
  [['list', 'a'], /list shows all messages/],
  [['replay'], /replay needs the ids of messages/],
  [['replay', 'a', '--all'], /replay needs the ids of messages/],
  [['list', '--queue', '../x'], /is not the name of a queue/],
  [['list', '--mns-endpoint', 'x'], /--mns-endpoint is "x"/],
  [['list', '--region', 'cn-hangzhou'], /no account is named/],
  [['burn'], /Allowed choices are list, show, replay/],
])('wrong use: %j', async (args, message) => {
  const { code, err } = await run(...args);
  expect([code, err]).toEqual([2, expect.stringMatching(message)]);
});

test('another queue does not exist in the local cloud', async () => {
  const { code, err } = await run('list', '--name', 'other');
  expect([code, err]).toEqual([1, expect.stringMatching(/QueueNotExist.*only autoalias-failed-events/)]);
});
