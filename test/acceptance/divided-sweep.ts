import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { startCloud } from '../../src/local/cloud/cloud.ts';
import type { CloudOptions } from '../../src/local/cloud/cloud-options.ts';
import { createOssStore } from '../../src/stores/oss/client/oss-client.ts';
import { countLinks, DIVIDED_TOKEN, dividedCloud, fill, killSweeps, sweptLines } from '../local/divided-cloud.ts';

const credentials = { accessKeyId: 'autoalias', accessKeySecret: 'autoalias-secret' };
const region = 'cn-hangzhou';

/** The local cloud on the built functions. */
function optionsIn(root: string, tasks: number, objects: number): CloudOptions {
  return {
    ...{
      dataDir: join(root, 'data'),
      host: '127.0.0.1',
      storePort: 0,
      bosPort: 0,
      apiPort: 0,
      region,
      credentials,
      bucket: 'demo',
    },
    token: DIVIDED_TOKEN,
    functionsDir: resolve('dist/functions'),
    workerFile: pathToFileURL(resolve('dist/cli/function-worker.mjs')),
    triggerPrefixes: [],
    trouble: () => {},
    ...dividedCloud(root, tasks, objects),
    sweepSeconds: 10,
  };
}

async function start(options: CloudOptions) {
  const cloud = await startCloud(options);
  const store = createOssStore({ endpoint: cloud.store, region, bucket: cloud.bucket, credentials: () => credentials });
  const close = async (): Promise<void> => {
    await store.close();
    await cloud.close();
  };
  return { cloud, store, close };
}

/**
 * A divided sweep of many objects on the local cloud: fills a bucket, sweeps it with crashes of tasks and of the whole
 * cloud, and compares every alias. Prints one line for each step.
 */
export async function dividedSweep(args: readonly string[], print: (line: string) => void): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      objects: { type: 'string', default: '1000000' },
      versions: { type: 'string', default: '50' },
      tasks: { type: 'string', default: '4' },
      shard: { type: 'string', default: '50000' },
      kills: { type: 'string', default: '4' },
    },
  });
  const [objects, versions, tasks, shard, kills] = [
    values.objects,
    values.versions,
    values.tasks,
    values.shard,
    values.kills,
  ].map(Number) as [number, number, number, number, number];
  const apps = Math.floor(objects / versions);
  const root = await mkdtemp(join(tmpdir(), 'divided-'));
  const began = performance.now();
  const since = (): string => `${((performance.now() - began) / 1000).toFixed(0)} s`;
  const options = optionsIn(root, tasks, shard);
  let running: Awaited<ReturnType<typeof start>> | undefined;
  try {
    await fill(options, apps, versions);
    print(`${since()}: ${apps * versions} objects of ${apps} aliases are in the bucket`);
    running = await start(options);
    for (let kill = 0; kill < kills; kill++) {
      await sleep(15_000);
      if (sweptLines(options).length > 0) break;
      if (kill % 2 === 0) await killSweeps(running.cloud);
      else {
        await running.close();
        running = await start(options);
      }
      print(`${since()}: ${kill % 2 === 0 ? 'killed the instances of the sweep' : 'stopped and started the cloud'}`);
    }
    while (!sweptLines(options).some(({ failedTasks }) => failedTasks === 0)) await sleep(1000);
    print(`${since()}: ${JSON.stringify(sweptLines(options).at(-1))}`);
    const counts = await countLinks(running.store, apps, versions);
    print(`${since()}: ${counts.right} of ${apps} aliases are right; there are ${counts.links} links`);
    return counts.right === apps && counts.links === apps ? 0 : 1;
  } finally {
    await running?.close();
    await rm(root, { recursive: true });
  }
}
