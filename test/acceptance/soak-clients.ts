import { setTimeout as sleep } from 'node:timers/promises';
import type { Cloud } from '../../src/cloud.ts';
import { eachLimited } from '../../src/handlers/work/concurrency.ts';
import type { Store } from '../../src/stores/store.ts';
import type { seededRandom } from '../rules/seeded-random.ts';
import { listBosBucket } from './bos-bucket.ts';
import type { LocalCloud } from './local-cloud.ts';
import { insist, listBucket, untilHandled, untilQuiet, VERSIONS } from './release-load.ts';

/** The store and the function that the load goes to. */
export interface SoakSide {
  readonly open: (cloud: LocalCloud, connections: number) => Store;
  readonly list: typeof listBucket;
  /** Resolves when no event waits. */
  readonly settle: (cloud: LocalCloud) => Promise<void>;
  /** The function that handles events. */
  readonly functionName: string;
}

export const SIDES: Readonly<Record<Cloud, SoakSide>> = {
  alibaba: {
    open: (cloud, connections) => cloud.store('demo', connections),
    list: listBucket,
    settle: untilQuiet,
    functionName: 'object-events',
  },
  baidu: {
    open: (cloud, connections) => cloud.bosStore('demo', connections),
    list: listBosBucket,
    settle: untilHandled,
    functionName: 'cfc-object-events',
  },
};

/** The requests of the clients, and the state that they expect. */
export interface SoakLoad {
  readonly cloud: LocalCloud;
  readonly side: SoakSide;
  readonly random: ReturnType<typeof seededRandom>;
  /** The last acknowledged state of each key. Keys whose last request was never answered are not judged. */
  readonly state: Map<string, 'live' | 'deleted' | 'unsure'>;
  uploads: number;
  deletions: number;
  instanceKills: number;
  /** Events in the queue. */
  waiting: number;
}

const CLIENTS = 64;
const APPS = 8;

/** Clients pause while more events are queued: a growing backlog would only delay the end. */
const BACKLOG = 3000;

/** Runs 64 clients that upload, overwrite and delete releases until `end`, a `performance.now()` time. */
export async function runClients(load: SoakLoad, end: number): Promise<void> {
  const { cloud, random, state } = load;
  const store = load.side.open(cloud, CLIENTS);
  const busy = new Set<string>();
  const one = async (): Promise<void> => {
    const version = VERSIONS[random.below(VERSIONS.length)];
    const key = `releases/app-${random.below(APPS)}/${version}/app.tgz`;
    // If two clients wrote one key at once, the expected state would be unknown.
    if (busy.has(key)) return;
    busy.add(key);
    try {
      const removes = random.below(5) === 0;
      state.set(key, 'unsure');
      if (removes) await insist(() => store.send({ operation: 'DeleteObject', key }));
      else {
        const body = new TextEncoder().encode(`${key} ${load.uploads}`);
        await insist(() => store.send({ operation: 'PutObject', key, body }));
      }
      state.set(key, removes ? 'deleted' : 'live');
      load[removes ? 'deletions' : 'uploads']++;
    } finally {
      busy.delete(key);
    }
    // Each client works at a person's pace: the load tests concurrency, not disk throughput.
    do await sleep(random.below(400));
    while (load.waiting > BACKLOG && performance.now() < end);
  };
  function* untilEnd() {
    while (performance.now() < end) yield one;
  }
  await eachLimited(untilEnd(), CLIENTS, (next) => next());
  await store.close();
}

/** Reads the number of queued events, which sets the pace of the clients. */
export async function lookAtQueue(load: SoakLoad): Promise<void> {
  load.waiting = (await load.cloud.stats()).queue.ready ?? 0;
}

/** Kills the instances that handle events, in the middle of their work. */
export async function killInstances(load: SoakLoad): Promise<void> {
  const response = await fetch(`${load.cloud.api()}/local/functions/${load.side.functionName}/kill`, {
    method: 'POST',
  });
  load.instanceKills += ((await response.json()) as { killed: number }).killed;
}
