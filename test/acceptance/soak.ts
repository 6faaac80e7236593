import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { seededRandom } from '../rules/seeded-random.ts';
import { localCloud } from './local-cloud.ts';
import { expectedAliases } from './release-load.ts';
import { killInstances, lookAtQueue, runClients, SIDES, type SoakLoad } from './soak-clients.ts';
import { runSteady } from './soak-steady.ts';

/**
 * Runs `npm run soak`. 64 clients upload, overwrite and delete releases in the local cloud. For `--minutes` (10), its
 * function instances and the whole process are killed at random and started again. Then one process runs under the same
 * load for twice `--steady` minutes (4), and its memory must stay flat. In the end, no acknowledged write may be lost,
 * and every alias must be correct. `--events` and `--batch` are those of `autoalias dev`. With `--cloud baidu`, the load goes to
 * BOS and the functions of CFC.
 */
export async function soak(args: readonly string[], print: (line: string) => void): Promise<number> {
  const text = { type: 'string' } as const;
  const options = { minutes: text, steady: text, seed: text, events: text, batch: text, cloud: text };
  const { values } = parseArgs({ args: [...args], options });
  const minutes = Number(values.minutes ?? 10);
  const steady = Number(values.steady ?? 4);
  const random = seededRandom(Number(values.seed ?? 1));
  const cloud = localCloud({
    AUTOALIAS_DUPLICATES: '1',
    AUTOALIAS_RULES: 'functions/autoalias.yaml',
    AUTOALIAS_EVENTS: values.events ?? 'native',
    AUTOALIAS_BATCH: values.batch ?? '',
  });
  const side = SIDES[values.cloud === 'baidu' ? 'baidu' : 'alibaba'];
  const load: SoakLoad = {
    cloud,
    side,
    random,
    state: new Map(),
    uploads: 0,
    deletions: 0,
    instanceKills: 0,
    waiting: 0,
  };
  try {
    await cloud.start();
    if (minutes > 0) await runKilled(load, minutes, print);
    const grown = steady > 0 ? await runSteady(load, steady, print) : 0;
    print(`${load.uploads} uploads and ${load.deletions} deletions sent in all; waiting for the queue`);
    await side.settle(cloud);
    const wrong = await judge(load, print);
    return grown + wrong === 0 ? 0 : 1;
  } finally {
    await cloud.kill();
    cloud.remove();
  }
}

/** Kills instances every few seconds and the whole cloud every half minute. */
async function runKilled(load: SoakLoad, minutes: number, print: (line: string) => void): Promise<void> {
  const { cloud, random } = load;
  const end = performance.now() + minutes * 60_000;
  const clients = runClients(load, end);
  let cloudKills = 0;
  let nextCloudKill = performance.now() + 20_000 + random.below(20_000);
  while (performance.now() < end) {
    await sleep(1000 + random.below(3000));
    await lookAtQueue(load);
    if (performance.now() < nextCloudKill) {
      await killInstances(load);
      continue;
    }
    await cloud.kill();
    await cloud.start();
    cloudKills++;
    nextCloudKill = performance.now() + 20_000 + random.below(20_000);
    print(`killed and started again: ${cloudKills} times; ${load.uploads} uploads so far`);
  }
  await clients;
  print(
    `${minutes} minutes of kills: the cloud ${cloudKills} times, ${load.instanceKills} function instances; ` +
      `${load.uploads} uploads and ${load.deletions} deletions acknowledged`,
  );
}

async function judge({ cloud, side, state }: SoakLoad, print: (line: string) => void): Promise<number> {
  const store = side.open(cloud, 1);
  const { objects, links } = await side.list(store);
  await store.close();
  const lost = [...state].filter(([key, is]) => is === 'live' && !objects.has(key)).map(([key]) => key);
  const undeleted = [...state].filter(([key, is]) => is === 'deleted' && objects.has(key)).map(([key]) => key);
  const expected = expectedAliases(objects);
  const aliases = new Set([...Object.keys(expected), ...Object.keys(links)]);
  const wrong = [...aliases].filter((alias) => expected[alias] !== links[alias]);
  const { queue } = await cloud.stats();
  print(`objects ${objects.size}, aliases ${aliases.size}, dead letters ${queue.dead ?? 0}`);
  print(
    `acknowledged but lost: ${lost.length}; deleted but present: ${undeleted.length}; wrong aliases: ${wrong.length}`,
  );
  for (const alias of wrong.slice(0, 10)) print(`  ${alias}: ${links[alias]}, should be ${expected[alias]}`);
  for (const key of [...lost, ...undeleted].slice(0, 10)) print(`  ${key}: ${state.get(key)}`);
  return lost.length + undeleted.length + wrong.length;
}
