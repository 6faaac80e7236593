import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Cloud, CloudOptions } from '../../src/local/cloud/cloud-options.ts';
import { createBosStore } from '../../src/stores/bos/client/bos-client.ts';
import type { Store } from '../../src/stores/store.ts';
import { ask, askJson, type CloudRig, CREDENTIALS, openCloudRig, putKey, quiet, targetAt, until } from './cloud-rig.ts';

/** Events of BOS in a running local cloud, from the write to the alias. */
let rig: CloudRig;
let bos: Store;
let cloud: Cloud;
beforeAll(async () => {
  rig = await openCloudRig();
});
afterEach(async () => {
  await bos.close();
  await rig.close();
});
afterAll(() => rig.remove());

async function start(name: string, fields: Partial<CloudOptions> = {}): Promise<Store> {
  const running = await rig.start(name, fields);
  cloud = running.cloud;
  bos = createBosStore({ endpoint: cloud.bos, region: 'bj', bucket: 'demo', credentials: () => CREDENTIALS });
  return running.store;
}

function app(version: string): string {
  return `releases/app/${version}/app.tgz`;
}

test('uploads and deletions move the aliases of BOS, and never those of OSS', async () => {
  const oss = await start('moves');
  for (const version of ['1.9.0', '1.10.0']) await putKey(bos, app(version));
  await quiet(cloud);
  expect(await targetAt(bos, app('latest'))).toBe(app('1.10.0'));
  expect(await targetAt(oss, app('latest'))).toBe('none');
  await bos.send({ operation: 'DeleteObject', key: app('1.10.0') });
  await quiet(cloud);
  expect(await targetAt(bos, app('latest'))).toBe(app('1.9.0'));
  const { deliveries } = (await askJson(cloud, '/local/events')) as {
    deliveries: { functionName: string; trigger: string }[];
  };
  expect(new Set(deliveries.map(({ functionName, trigger }) => `${functionName} ${trigger}`))).toEqual(
    new Set(['cfc-object-events autoalias-objects-1', 'cfc-object-events autoalias-removals']),
  );
});

test.each([
  ['duplicates in random order', { duplicates: true }],
  ['encoded keys', { choices: { bosEventKeyEncoding: 'url-encoded' } }],
  ['links that raise PutObject', { choices: { bosLinkEvent: 'PutObject' } }],
] as const)('aliases end right with %s', async (name, fields) => {
  await start(name.replaceAll(' ', '-'), fields);
  for (const version of ['1.2.0', '1.10.0', '1.9.0', '2.0.0-rc.1']) await putKey(bos, app(version));
  await quiet(cloud);
  expect(await targetAt(bos, app('latest'))).toBe(app('1.10.0'));
  expect(await targetAt(bos, app('v1'))).toBe(app('1.10.0'));
  expect(cloud.stats().queue.dead).toBe(0);
});

test('killed functions are called again', async () => {
  await start('killed');
  for (let minor = 0; minor < 20; minor++) {
    await putKey(bos, app(`1.${minor}.0`));
    await ask(cloud, '/local/functions/cfc-object-events/kill', { method: 'POST' });
  }
  await quiet(cloud);
  expect(await targetAt(bos, app('latest'))).toBe(app('1.19.0'));
  expect(cloud.stats().queue.dead).toBe(0);
});

describe('sweeps', () => {
  test('the sweep of CFC repairs what no event reported', async () => {
    await start('swept', { triggerPrefixes: ['elsewhere/'], sweepSeconds: 0.2 });
    await putKey(bos, app('1.0.0'));
    await until(async () => (await targetAt(bos, app('latest'))) === app('1.0.0'));
  });

  test('buckets of BOS without objects start no function', async () => {
    await start('unused', { sweepSeconds: 0.1 });
    await until(() => cloud.stats().deliveries.succeeded > 1);
    const { deliveries } = (await askJson(cloud, '/local/events')) as { deliveries: { functionName: string }[] };
    expect(new Set(deliveries.map(({ functionName }) => functionName))).toEqual(new Set(['sweep']));
  });
});

test('the HTTP API answers for BOS below /baidu', async () => {
  await start('http');
  await putKey(bos, app('1.0.0'));
  await quiet(cloud);
  const query = `?key=${encodeURIComponent(app('latest'))}`;
  expect(await askJson(cloud, `/baidu/v1/aliases${query}`)).toMatchObject({
    change: 'none',
    greatest: [{ key: app('1.0.0') }],
  });
  const unsigned = await fetch(`${cloud.api}/baidu/v1/status`);
  expect(unsigned.status).toBe(401);
});

test('an event that keeps failing becomes a dead letter, and nothing stored or logged has its credentials', async () => {
  const secret = 'secret-that-no-file-may-contain';
  const dataDir = 'dead';
  await start(dataDir, { credentials: { ...CREDENTIALS, accessKeySecret: secret }, maxAsyncRetryAttempts: 0 });
  await bos.close();
  const credentials = { ...CREDENTIALS, accessKeySecret: secret };
  bos = createBosStore({ endpoint: cloud.bos, region: 'bj', bucket: 'demo', credentials: () => credentials });
  await putKey(bos, app('1.0.0'));
  await quiet(cloud);
  await cloud.useRules({ triggerPrefixes: ['releases/'], rulesFile: join(rig.root, 'absent.yaml') });
  await putKey(bos, app('2.0.0'));
  const lettersNow = async () => JSON.stringify(await askJson(cloud, '/local/dead-letters'));
  await until(async () => (await lettersNow()).includes('cfc-object-events'));
  const letters = await lettersNow();
  const events = JSON.stringify(await askJson(cloud, '/local/events'));
  const files = textsBelow(join(rig.root, dataDir));
  expect(files.join('')).toContain('eventType');
  for (const text of [letters, events, ...files]) expect(text).not.toContain(secret);
});

/** The contents of all files of a folder, as bytes in a text. */
function textsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
}
