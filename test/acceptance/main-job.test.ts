import { setTimeout as sleep } from 'node:timers/promises';
import OSS from 'ali-oss';
import { afterEach, expect, test } from 'vitest';
import { eachLimited } from '../../src/handlers/work/concurrency.ts';
import type { Store } from '../../src/stores/store.ts';
import { seededRandom } from '../rules/seeded-random.ts';
import { CREDENTIALS, type LocalCloud, localCloud } from './local-cloud.ts';
import { expectedAliases, insist, listBucket, untilQuiet, VERSIONS } from './release-load.ts';

/**
 * Tests the whole product under its intended load: 2,000 uploads of real versions in random order from 32 connections,
 * every event delivered twice and in any order, and some releases deleted during the uploads. In the end, every alias
 * must point at the version that is greatest by semver.
 */
const KEYS = Array.from({ length: 2000 }, (_, i) => {
  const version = VERSIONS[i % VERSIONS.length];
  return `releases/app-${Math.floor(i / VERSIONS.length)}/${version}/app.tgz`;
});

let cloud: LocalCloud;
afterEach(async () => {
  await cloud.kill();
  cloud.remove();
});

function chance(seed: number): () => number {
  const random = seededRandom(seed);
  return () => random.below(2 ** 31) / 2 ** 31;
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => [random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

interface Load {
  readonly live: Set<string>;
  readonly acknowledged: number;
}

/** Uploads every key. One release in ten is deleted again after a few more uploads. */
async function upload(store: Store, random: () => number, halfway: () => Promise<void>): Promise<Load> {
  const live = new Set<string>();
  let acknowledged = 0;
  let half: Promise<void> | undefined;
  await eachLimited(shuffled(KEYS, random), 32, async (key) => {
    await insist(() => store.send({ operation: 'PutObject', key, body: new TextEncoder().encode(key) }));
    live.add(key);
    if (++acknowledged === KEYS.length / 2) half = halfway();
    if (random() < 0.1) {
      const [victim] = shuffled([...live], random);
      if (victim === undefined) return;
      live.delete(victim);
      await insist(() => store.send({ operation: 'DeleteObject', key: victim }));
    }
  });
  await half;
  return { live, acknowledged };
}

/** The aliases whose tag does not name the current version of their target. */
async function wrongVersions(store: Store, links: Record<string, string>): Promise<string[]> {
  const wrong: string[] = [];
  for (const [alias, target] of Object.entries(links)) {
    const head = await store.send({ operation: 'HeadObject', key: target });
    const tags = await store.send({ operation: 'GetObjectTagging', key: alias });
    const versionId = head.found === 'object' ? head.versionId : 'gone';
    if (tags.found !== 'tags' || tags.tags['autoalias-version-id'] !== versionId) wrong.push(alias);
  }
  return wrong;
}

test.each([
  ['a versioned bucket', 'demo', 1, false],
  ['an unversioned bucket', 'plain', 2, false],
  ['a versioned bucket, with a kill and restart of the local cloud', 'demo', 3, true],
  ['an unversioned bucket, with a kill and restart of the local cloud', 'plain', 4, true],
])(
  '2,000 uploads in any order, with duplicate events and deletions: %s',
  async (_, bucket, seed, killed) => {
    cloud = localCloud({
      AUTOALIAS_DUPLICATES: '1',
      AUTOALIAS_RULES: 'functions/autoalias.yaml',
      AUTOALIAS_BUCKETS: 'demo,plain',
    });
    await cloud.start();
    if (bucket !== 'demo') {
      // The cloud created a versioned bucket, so the test replaces it.
      const client = new OSS({ ...CREDENTIALS, endpoint: cloud.endpoint(), region: 'oss-cn-hangzhou' });
      await client.deleteBucket(bucket);
      await client.putBucket(bucket);
    }
    const store = cloud.store(bucket);
    const load = await upload(store, chance(seed), async () => {
      if (!killed) return;
      await cloud.kill();
      await cloud.start();
    });
    await untilQuiet(cloud);
    const { objects, links } = await listBucket(store);
    // Acknowledged uploads must exist. Deletions without an acknowledgement are sent again.
    expect([...load.live].filter((key) => !objects.has(key))).toEqual([]);
    expect(links).toEqual(expectedAliases(objects));
    expect(await wrongVersions(store, bucket === 'demo' ? links : {})).toEqual([]);
    expect(await cloud.stats()).toMatchObject({ queue: { dead: 0 } });
    const before = (await store.send({ operation: 'ListObjectVersions', maxKeys: 1000 })).versions.length;
    await sleep(500);
    // Alias writes cause no further writes: the bucket stays as it is.
    expect((await store.send({ operation: 'ListObjectVersions', maxKeys: 1000 })).versions.length).toBe(before);
    await store.close();
  },
  240_000,
);
