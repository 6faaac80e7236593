import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { eachLimited } from '../../src/handlers/work/concurrency.ts';
import { type BosClient, bosClient } from '../interop/baidu-sdk.ts';
import { seededRandom } from '../rules/seeded-random.ts';
import { listBosBucket } from './bos-bucket.ts';
import { type LocalCloud, localCloud } from './local-cloud.ts';
import { expectedAliases, insist, untilHandled, VERSIONS } from './release-load.ts';

/**
 * Tests the whole product over BOS: the release history of vite, uploaded by the vendor's SDK in random order. Every event is
 * delivered twice and in any order, function instances are killed all the time, and one release in ten is deleted again. In
 * the end, every alias must point at the version that is greatest by semver.
 */
const KEYS = VERSIONS.map((version) => `releases/vite/${version}/vite.tgz`);

let cloud: LocalCloud;
afterEach(async () => {
  await cloud.kill();
  cloud.remove();
});

/** Uploads every key. Some releases are deleted again after a few more uploads. */
async function upload(client: BosClient, bucket: string, seed: number, halfway: () => Promise<void>) {
  const random = seededRandom(seed);
  const order = KEYS.map((key) => [random.below(2 ** 31), key] as const).sort(([a], [b]) => a - b);
  const live = new Set<string>();
  let acknowledged = 0;
  let half: Promise<void> | undefined;
  await eachLimited(order, 16, async ([, key]) => {
    await insist(() => client.putObject(bucket, key, Buffer.from(key)));
    live.add(key);
    if (++acknowledged === Math.floor(KEYS.length / 2)) half = halfway();
    if (random.below(10) > 0) return;
    const victim = [...live][random.below(live.size)];
    if (victim === undefined || !live.delete(victim)) return;
    await insist(() => client.deleteObject(bucket, victim));
  });
  await half;
  return live;
}

/** Kills the instances of the function again and again, in the middle of their work. */
async function killFunctions(isOver: () => boolean): Promise<number> {
  let killed = 0;
  while (!isOver()) {
    const url = `${cloud.api()}/local/functions/cfc-object-events/kill`;
    // The whole cloud may be down for a moment.
    const answer = await fetch(url, { method: 'POST' }).then(
      (response) => response.json(),
      () => ({ killed: 0 }),
    );
    killed += (answer as { killed: number }).killed;
    await sleep(500);
  }
  return killed;
}

test.each([
  ['a versioned bucket', 'demo', 1, false],
  ['an unversioned bucket', 'plain', 2, false],
  ['a versioned bucket, with a kill and restart of the local cloud', 'demo', 3, true],
])(
  'the history of vite over BOS, with duplicate events, deletions and killed functions: %s',
  async (_, bucket, seed, killsCloud) => {
    cloud = localCloud({
      AUTOALIAS_DUPLICATES: '1',
      AUTOALIAS_RULES: 'functions/autoalias.yaml',
      AUTOALIAS_BUCKETS: 'demo,plain',
    });
    await cloud.start();
    const client = bosClient(cloud.bos());
    if (bucket !== 'demo') {
      // The cloud created a versioned bucket, so the test replaces it.
      await client.deleteBucket(bucket);
      await client.createBucket(bucket);
    }
    let isOver = false;
    const killing = killFunctions(() => isOver);
    const live = await upload(client, bucket, seed, async () => {
      if (!killsCloud) return;
      await cloud.kill();
      await cloud.start();
    });
    isOver = true;
    expect(await killing).toBeGreaterThan(0);
    await untilHandled(cloud);
    const store = cloud.bosStore(bucket);
    const { objects, links } = await listBosBucket(store);
    expect([...live].filter((key) => !objects.has(key))).toEqual([]);
    expect(links).toEqual(expectedAliases(objects));
    await store.close();
  },
  240_000,
);
