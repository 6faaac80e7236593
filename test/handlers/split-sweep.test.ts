import { describe, expect, test } from 'vitest';
import { isAfterRange, isInRange, type KeyRange } from '../../src/aliases/split/key-range.ts';
import { compareKeys } from '../../src/compare-keys.ts';
import type { HandlerContext } from '../../src/handlers/function/handler-context.ts';
import { createFactMemory } from '../../src/handlers/walk/fact-store.ts';
import { sweep } from '../../src/handlers/walk/sweep.ts';
import type { Store } from '../../src/stores/store.ts';
import { seededRandom } from '../rules/seeded-random.ts';
import { type HandlerWorld, handlerWorld } from './handler-world.ts';

/** Aliases next to their candidates, above them, far from them, and releases; withdrawn objects and unread ones. */
const RULES = `version: 1
rules:
  - name: app
    match: { key: 'releases/{app}/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}', 'releases/{app}/v{version.major}/{file}', 'newest/{file}', 'z/{app}/{file}']
  - name: day
    match: { key: 'nightly/{name}/{day}/{file}' }
    order: { by: date, on: day }
    release: { of: '{name}/{day}', complete: ['nightly/{name}/{day}/DONE'] }
    aliases: ['nightly/{name}/current/{file}', 'current/{name}/{file}']
`;

const KEYS = [
  ...['a', 'b', 'b-c', 'b.c', 'é', 'x'].flatMap((app) =>
    ['1.2.0', '1.10.0', '2.0.0', '2.0.0-rc.1', 'first'].flatMap((version) =>
      ['f', 'g'].map((file) => `releases/${app}/${version}/${file}`),
    ),
  ),
  ...['p', 'q'].flatMap((name) =>
    ['2026-01-02', '2026-01-03', '2026-02-01'].flatMap((day) =>
      ['DONE', 'f'].map((file) => `nightly/${name}/${day}/${file}`),
    ),
  ),
  'releases/b/2.0.0/.withdrawn',
  'releases/x/1.10.0/.withdrawn',
  'nightly/q/2026-02-01/.withdrawn',
  'releases/b/README',
  'a-first-key',
  'zzz',
];

/** Links that an earlier event left behind: right, wrong, dangling, and at keys that no candidate is left for. */
const LINKS = [
  ['releases/a/latest/f', 'releases/a/1.2.0/f'],
  ['releases/gone/latest/f', 'releases/gone/1.0.0/f'],
  ['newest/f', 'releases/a/1.2.0/f'],
  ['newest/gone', 'releases/gone/1.0.0/gone'],
  ['z/b/f', 'releases/b/1.2.0/f'],
  ['current/q/f', 'nightly/q/2026-01-02/f'],
] as const;

async function filled(): Promise<HandlerWorld> {
  const world = handlerWorld({ rules: RULES, versioning: 'Enabled', now: () => 0 });
  await world.put(...KEYS);
  for (const [key, target] of LINKS) {
    const metadata = { 'autoalias-format': '1' };
    await world.context.store.send({ operation: 'PutSymlink', key, target, metadata });
  }
  return world;
}

function sweepShard(context: HandlerContext, range: KeyRange) {
  return sweep(context, { kind: 'sweep' }, { range });
}

type SweepShard = typeof sweepShard;

/** Sweeps shards one after the other. The objects and aliases of a second sweep count, in which nothing changes. */
async function sweepSplit(ends: readonly string[], one: SweepShard = sweepShard) {
  const world = await filled();
  for (const range of rangesBetween(ends)) await one(world.context, range);
  const links = await world.links();
  const counts = { objects: 0, aliases: 0, unread: 0 };
  for (const range of rangesBetween(ends)) {
    const report = await one(world.context, range);
    counts.objects += report.objects;
    counts.aliases += report.aliases;
    counts.unread += report.unread.objects;
  }
  expect(await world.links()).toEqual(links);
  return { links, counts };
}

function rangesBetween(ends: readonly string[]): readonly KeyRange[] {
  const sorted = [...new Set(ends)].sort(compareKeys);
  return [undefined, ...sorted].map((after, i) => ({ after, until: sorted[i] }));
}

async function unsplit() {
  const world = await filled();
  await sweep(world.context, { kind: 'sweep' });
  const { objects, aliases, unread } = await sweep(world.context, { kind: 'sweep' });
  return { links: await world.links(), counts: { objects, aliases, unread: unread.objects } };
}

const expected = unsplit();

describe('sweeps of parts make every alias what a sweep of the whole bucket makes it', () => {
  test.each(KEYS.filter((_, i) => i % 7 === 3))('divided at %s', async (key) => {
    // At the key, in the middle of the prefix of its alias, and after a part of its text.
    for (const end of [key, `${key}!`, key.slice(0, -1), key.slice(0, key.lastIndexOf('/') + 1)]) {
      expect(await sweepSplit([end])).toEqual(await expected);
    }
  });

  test.each(Array.from({ length: 8 }, (_, seed) => seed))('divided at random, seed %d', async (seed) => {
    const random = seededRandom(seed);
    const ends = Array.from({ length: 1 + random.below(12) }, () => {
      const key = KEYS[random.below(KEYS.length)] ?? '';
      return key.slice(0, 1 + random.below(key.length));
    });
    expect(await sweepSplit(ends)).toEqual(await expected);
  });
});

/** A store whose listings show only some keys. */
function showing(store: Store, isShown: (key: string) => boolean): Store {
  const send: Store['send'] = async (request) => {
    const answer = await store.send(request);
    if (request.operation !== 'ListObjects') return answer;
    const objects = 'objects' in answer ? answer.objects.filter(({ key }) => isShown(key)) : [];
    return { ...answer, objects };
  };
  return { ...store, send };
}

/** Sweeps that decide about an alias without all of its candidates, or not at all. */
const BROKEN: Readonly<Record<string, SweepShard>> = {
  'stops at the end of its range': (context, range) =>
    sweepShard({ ...context, store: showing(context.store, (key) => !isAfterRange(range, key)) }, range),
  'decides about prefixes that began before its range': (context, range) =>
    sweepShard({ ...context, store: showing(context.store, (key) => isInRange(range, key)) }, { until: range.until }),
};

test.each(Object.entries(BROKEN))('a sweep that %s leaves a wrong alias', async (_, broken) => {
  // The greatest version is after the end of the first part, and the greatest version 1 before it: 1.10.0 sorts before 1.2.0.
  const world = await filled();
  for (const range of rangesBetween(['releases/a/1.11'])) await broken(world.context, range);
  expect(await world.links()).not.toEqual((await expected).links);
});

test('facts of parts: aliases next to their candidates are not read again, others are', async () => {
  let now = 0;
  const world = handlerWorld({ rules: RULES, versioning: 'Enabled', now: () => now });
  await world.put('releases/a/1.0.0/f', 'releases/b/1.0.0/f', 'releases/c/1.0.0/f');
  const context = { ...world.context, facts: { prefix: '.autoalias/', memory: createFactMemory() } };
  const reports = async (minutes: number) => {
    now = minutes * 60_000;
    return Promise.all(
      rangesBetween(['releases/a.~', 'releases/b.~']).map((range) => sweep(context, { kind: 'sweep' }, { range })),
    );
  };
  await reports(0);
  await reports(10);
  const known = (await reports(20)).map(({ aliases, known }) => `${known} of ${aliases}`);
  // The first part has `newest/f`, and each application has an alias `z/{app}/f`.
  expect(known).toEqual(['0 of 1', '2 of 3', '4 of 6']);
});
