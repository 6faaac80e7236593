import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { eachLimited } from '../../src/handlers/each-limited.ts';
import { seededRandom } from '../rules/seeded-random.ts';
import { type LocalCloud, localCloud } from './local-cloud.ts';
import { expectedAliases, insist, listBucket, untilQuiet, VERSIONS } from './release-load.ts';

/**
 * `npm run soak`: the local cloud as a user runs it, under 64 clients that upload, overwrite and delete releases, while
 * its function instances and the whole process are killed at random and started again. In the end nothing that was
 * acknowledged may be lost, and every alias must be right. Bounded in time (`--minutes`) and in objects.
 */
const CLIENTS = 64;
const APPS = 8;

/** Events that may wait before the clients pause: an endless backlog would only make the end late. */
const BACKLOG = 3000;

interface Figures {
  uploads: number;
  deletions: number;
  cloudKills: number;
  instanceKills: number;
  readonly rss: number[];
  /** Events that wait for delivery. */
  waiting: number;
}

export const soak = async (args: readonly string[], print: (line: string) => void): Promise<number> => {
  const { values } = parseArgs({ args: [...args], options: { minutes: { type: 'string' }, seed: { type: 'string' } } });
  const minutes = Number(values.minutes ?? 10);
  const random = seededRandom(Number(values.seed ?? 1));
  const cloud = localCloud({ AUTOALIAS_DUPLICATES: '1', AUTOALIAS_RULES: 'functions/autoalias.yaml' });
  const figures: Figures = { uploads: 0, deletions: 0, cloudKills: 0, instanceKills: 0, rss: [], waiting: 0 };
  try {
    await cloud.start();
    const end = performance.now() + minutes * 60_000;
    // What was last acknowledged of each key; keys whose last word was never answered are not judged.
    const state = new Map<string, 'live' | 'deleted' | 'unsure'>();
    const trouble = makeTrouble(cloud, figures, random, end, print);
    await work(cloud, figures, random, end, state);
    await trouble;
    print(`${figures.uploads} uploads and ${figures.deletions} deletions sent; waiting for the queue`);
    await untilQuiet(cloud);
    return await judge(cloud, figures, state, print);
  } finally {
    await cloud.kill();
    cloud.remove();
  }
};

const work = async (
  cloud: LocalCloud,
  figures: Figures,
  random: ReturnType<typeof seededRandom>,
  end: number,
  state: Map<string, 'live' | 'deleted' | 'unsure'>,
): Promise<void> => {
  const store = cloud.store('demo', CLIENTS);
  const busy = new Set<string>();
  const one = async (): Promise<void> => {
    const version = VERSIONS[random.below(VERSIONS.length)];
    const key = `releases/app-${random.below(APPS)}/${version}/app.tgz`;
    // Two clients at one key at once could not say which of them was last.
    if (busy.has(key)) return;
    busy.add(key);
    try {
      const removes = random.below(5) === 0;
      state.set(key, 'unsure');
      if (removes) await insist(() => store.send({ operation: 'DeleteObject', key }));
      else {
        const body = new TextEncoder().encode(`${key} ${figures.uploads}`);
        await insist(() => store.send({ operation: 'PutObject', key, body }));
      }
      state.set(key, removes ? 'deleted' : 'live');
      figures[removes ? 'deletions' : 'uploads']++;
    } finally {
      busy.delete(key);
    }
    // A person's pace times 64: what matters is what happens at once, not how much the disk takes.
    do await sleep(random.below(400));
    while (figures.waiting > BACKLOG && performance.now() < end);
  };
  function* untilEnd() {
    while (performance.now() < end) yield one;
  }
  await eachLimited(untilEnd(), CLIENTS, (next) => next());
  await store.close();
};

/** Kills instances every few seconds and the whole cloud every half minute, and notes how much memory it has. */
const makeTrouble = async (
  cloud: LocalCloud,
  figures: Figures,
  random: ReturnType<typeof seededRandom>,
  end: number,
  print: (line: string) => void,
): Promise<void> => {
  let nextCloudKill = performance.now() + 20_000 + random.below(20_000);
  while (performance.now() < end) {
    await sleep(1000 + random.below(3000));
    figures.rss.push(cloud.rss());
    figures.waiting = (await cloud.stats()).queue.ready ?? 0;
    if (performance.now() > nextCloudKill) {
      await cloud.kill();
      await cloud.start();
      figures.cloudKills++;
      nextCloudKill = performance.now() + 20_000 + random.below(20_000);
      print(`killed and started again: ${figures.cloudKills} times; ${figures.uploads} uploads so far`);
    } else {
      const response = await fetch(`${cloud.api()}/local/functions/object-events/kill`, { method: 'POST' });
      figures.instanceKills += ((await response.json()) as { killed: number }).killed;
    }
  }
};

const judge = async (
  cloud: LocalCloud,
  figures: Figures,
  state: ReadonlyMap<string, 'live' | 'deleted' | 'unsure'>,
  print: (line: string) => void,
): Promise<number> => {
  const store = cloud.store('demo');
  const { objects, links } = await listBucket(store);
  await store.close();
  const lost = [...state].filter(([key, is]) => is === 'live' && !objects.has(key)).map(([key]) => key);
  const undead = [...state].filter(([key, is]) => is === 'deleted' && objects.has(key)).map(([key]) => key);
  const expected = expectedAliases(objects);
  const aliases = new Set([...Object.keys(expected), ...Object.keys(links)]);
  const wrong = [...aliases].filter((alias) => expected[alias] !== links[alias]);
  const megabytes = figures.rss.map((bytes) => Math.round(bytes / 2 ** 20));
  const { queue } = await cloud.stats();
  print(`killed: the cloud ${figures.cloudKills} times, ${figures.instanceKills} function instances`);
  print(
    `memory of the cloud, MB: first quarter at most ${most(megabytes, 0)}, last quarter at most ${most(megabytes, 3)}`,
  );
  print(`objects ${objects.size}, aliases ${aliases.size}, dead letters ${queue.dead ?? 0}`);
  print(`acknowledged and lost: ${lost.length}; deleted and there: ${undead.length}; wrong aliases: ${wrong.length}`);
  for (const alias of wrong.slice(0, 10)) print(`  ${alias}: ${links[alias]}, should be ${expected[alias]}`);
  for (const key of [...lost, ...undead].slice(0, 10)) print(`  ${key}: ${state.get(key)}`);
  return lost.length + undead.length + wrong.length === 0 ? 0 : 1;
};

const most = (values: readonly number[], quarter: number): number => {
  const size = Math.max(1, Math.ceil(values.length / 4));
  return Math.max(...values.slice(quarter * size, (quarter + 1) * size), 0);
};
