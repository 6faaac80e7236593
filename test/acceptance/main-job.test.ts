import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import OSS from 'ali-oss';
import semver from 'semver';
import { afterEach, expect, test } from 'vitest';
import { eachLimited } from '../../src/handlers/each-limited.ts';
import type { Store } from '../../src/stores/store.ts';
import { seededRandom } from '../rules/seeded-random.ts';
import { CREDENTIALS, type LocalCloud, localCloud } from './local-cloud.ts';

/**
 * The whole product as a user has it, under the load that it is for: 2,000 uploads of real versions in an order of
 * chance from 32 connections, every event delivered twice and in any order, some releases deleted meanwhile. In the end
 * every alias must be what plain semver says of the listing.
 */
const VERSIONS = readFileSync('src/cli/dev/vite-versions.txt', 'utf8').trim().split('\n');
const KEYS = Array.from({ length: 2000 }, (_, i) => {
  const version = VERSIONS[i % VERSIONS.length];
  return `releases/app-${Math.floor(i / VERSIONS.length)}/${version}/app.tgz`;
});

let cloud: LocalCloud;
afterEach(async () => {
  await cloud.kill();
  cloud.remove();
});

const chance = (seed: number): (() => number) => {
  const random = seededRandom(seed);
  return () => random.below(2 ** 31) / 2 ** 31;
};

const shuffled = <T>(items: readonly T[], random: () => number): T[] =>
  items
    .map((item) => [random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);

/** Until it is answered: the store may be away for a moment, as after a kill. What is not acknowledged is sent again. */
const insist = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let tries = 0; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries >= 100) throw error;
      await sleep(100);
    }
  }
};

interface Load {
  readonly live: Set<string>;
  readonly acknowledged: number;
}

/** Uploads every key; of one in ten the release is deleted again as soon as some more have come. */
const upload = async (store: Store, random: () => number, halfway: () => Promise<void>): Promise<Load> => {
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
};

const untilQuiet = async (): Promise<void> => {
  for (let quiet = 0; quiet < 3; ) {
    const { queue } = await cloud.stats();
    quiet = (queue.ready ?? 0) + (queue.later ?? 0) + (queue.inFlight ?? 0) === 0 ? quiet + 1 : 0;
    await sleep(100);
  }
};

/** Alias to target by nothing but semver and the names of the objects that are there. */
const expected = (keys: Iterable<string>): Record<string, string> => {
  const best: Record<string, { version: string; key: string }> = {};
  for (const key of keys) {
    const [, app = '', version = '', file = ''] = key.split('/');
    const release = semver.prerelease(version) === null;
    const names = [...(release ? ['latest', `v${semver.major(version)}`] : []), 'next'];
    for (const alias of names.map((name) => `releases/${app}/${name}/${file}`)) {
      const known = best[alias];
      if (known === undefined || semver.gt(version, known.version)) best[alias] = { version, key };
    }
  }
  return Object.fromEntries(Object.entries(best).map(([alias, { key }]) => [alias, key]));
};

const listing = async (store: Store): Promise<{ objects: Set<string>; links: Record<string, string> }> => {
  const objects = new Set<string>();
  const links: Record<string, string> = {};
  let continuationToken: string | undefined;
  do {
    const page = await store.send({
      operation: 'ListObjects',
      maxKeys: 1000,
      ...(continuationToken === undefined ? {} : { continuationToken }),
    });
    for (const { key, type } of page.objects) {
      if (type !== 'Symlink') objects.add(key);
      else {
        const link = await store.send({ operation: 'GetSymlink', key });
        if (link.found === 'symlink') links[key] = link.target;
      }
    }
    continuationToken = page.nextToken;
  } while (continuationToken !== undefined);
  return { objects, links };
};

/** Tag and metadata name the version that the target has now. */
const wrongVersions = async (store: Store, links: Record<string, string>): Promise<string[]> => {
  const wrong: string[] = [];
  for (const [alias, target] of Object.entries(links)) {
    const head = await store.send({ operation: 'HeadObject', key: target });
    const tags = await store.send({ operation: 'GetObjectTagging', key: alias });
    const versionId = head.found === 'object' ? head.versionId : 'gone';
    if (tags.found !== 'tags' || tags.tags['autoalias-version-id'] !== versionId) wrong.push(alias);
  }
  return wrong;
};

test.each([
  ['a versioned bucket', 'demo', 1, false],
  ['an unversioned bucket', 'plain', 2, false],
  ['a versioned bucket, and the local cloud killed and started again', 'demo', 3, true],
  ['an unversioned bucket, and the local cloud killed and started again', 'plain', 4, true],
])(
  '2,000 uploads in any order, events twice, deletions meanwhile: %s',
  async (_, bucket, seed, killed) => {
    cloud = localCloud({ AUTOALIAS_DUPLICATES: '1', AUTOALIAS_RULES: 'functions/autoalias.yaml' });
    await cloud.start();
    if (bucket !== 'demo') {
      await new OSS({ ...CREDENTIALS, endpoint: cloud.endpoint(), region: 'oss-cn-hangzhou' }).putBucket(bucket);
    }
    const store = cloud.store(bucket);
    const load = await upload(store, chance(seed), async () => {
      if (!killed) return;
      await cloud.kill();
      await cloud.start();
    });
    await untilQuiet();
    const { objects, links } = await listing(store);
    // A deletion that was done but not acknowledged is sent again; an upload that was acknowledged is there.
    expect([...load.live].filter((key) => !objects.has(key))).toEqual([]);
    expect(links).toEqual(expected(objects));
    expect(await wrongVersions(store, bucket === 'demo' ? links : {})).toEqual([]);
    expect(await cloud.stats()).toMatchObject({ queue: { dead: 0 } });
    const before = (await store.send({ operation: 'ListObjectVersions', maxKeys: 1000 })).versions.length;
    await sleep(500);
    // Alias writes cause no further writes: nothing moves any more.
    expect((await store.send({ operation: 'ListObjectVersions', maxKeys: 1000 })).versions.length).toBe(before);
    await store.close();
  },
  240_000,
);
