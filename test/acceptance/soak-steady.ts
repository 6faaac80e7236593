import { setTimeout as sleep } from 'node:timers/promises';
import { type HeapInspector, type Heaps, openHeapInspector } from './heap-inspector.ts';
import { type GrowthBound, grows, largestOf, type MemorySample, trendOf } from './memory-trend.ts';
import { killInstances, lookAtQueue, runClients, type SoakLoad } from './soak-clients.ts';

const MB = 2 ** 20;

/** Process memory varies with uncollected garbage, so its bound is wider. Heaps are measured after a collection. */
const OWN_BOUND: GrowthBound = { share: 0.1, bytes: 8 * MB };
const HEAP_BOUND: GrowthBound = { share: 0.1, bytes: 2 * MB };

/** Three functions with two instances each. */
const MOST_INSTANCES = 6;

const WARM_UP_SECONDS = 60;
/**
 * Heap measurements in a period. They are rare because each begins with a garbage collection, which is not part of the
 * load.
 */
const HEAP_LOOKS = 4;

/**
 * Runs the same load on one process of the local cloud: first with function instances that stay, then with instances
 * that are killed and started again every few seconds. Returns how many of the measures grew.
 */
export async function runSteady(load: SoakLoad, minutes: number, print: (line: string) => void): Promise<number> {
  const { cloud } = load;
  await cloud.kill();
  await cloud.start('inspected');
  const inspector = await openHeapInspector(cloud.inspector());
  try {
    const quiet: Period = { load, inspector, minutes: WARM_UP_SECONDS / 60, kills: false };
    await watch(quiet);
    let grown = 0;
    for (const kills of [false, true]) {
      const before = { ...load };
      const seen = await watch({ load, inspector, minutes, kills });
      const killed = load.instanceKills - before.instanceKills;
      const did = `${load.uploads - before.uploads} uploads, ${load.deletions - before.deletions} deletions`;
      print(`one process, ${minutes} minutes, ${did}, ${killed} instances killed:`);
      grown += report(seen, kills, print);
    }
    return grown;
  } finally {
    inspector.close();
  }
}

interface Period {
  readonly load: SoakLoad;
  readonly inspector: HeapInspector;
  readonly minutes: number;
  readonly kills: boolean;
}

interface Seen {
  readonly own: readonly MemorySample[];
  readonly resident: readonly MemorySample[];
  readonly heaps: readonly Heaps[];
}

async function watch({ load, inspector, minutes, kills }: Period): Promise<Seen> {
  const started = performance.now();
  const end = started + minutes * 60_000;
  const own: MemorySample[] = [];
  const resident: MemorySample[] = [];
  const heaps: Heaps[] = [];
  const clients = runClients(load, end);
  while (performance.now() < end) {
    const at = performance.now() - started;
    if (at >= (heaps.length / (HEAP_LOOKS - 1)) * minutes * 60_000) heaps.push(await inspector.heaps());
    const memory = load.cloud.memory();
    own.push({ at, bytes: memory.own });
    resident.push({ at, bytes: memory.resident });
    await lookAtQueue(load);
    if (kills) await killInstances(load);
    await sleep(1000 + load.random.below(2000));
  }
  await clients;
  heaps.push(await inspector.heaps());
  return { own, resident, heaps };
}

function report({ own, resident, heaps }: Seen, kills: boolean, print: (line: string) => void): number {
  const mine = trendOf(own);
  const all = trendOf(resident);
  const main = trendOf(heaps.map(({ main: bytes }, at) => ({ at, bytes })));
  // Killed instances never grow old, so their heaps are not measured.
  const threads = kills ? undefined : heaps.map((one) => [...one.threads.values()]);
  print(
    `  private memory, MB: first third ${mb(mine.first)}, last third ${mb(mine.last)}, ${mb(mine.perMinute)} per minute, ` +
      `at most ${mb(mine.most)} (with mapped files ${mb(all.first)}, ${mb(all.last)}, ${mb(all.most)}; ${mine.samples} samples)`,
  );
  print(`  heap after garbage collection, MB: ${heaps.map((one) => mb(one.main)).join(', ')}`);
  const results = [grows(mine, OWN_BOUND), grows(main, HEAP_BOUND)];
  if (threads !== undefined) {
    print(`  the same for the function instances: ${threads.map((one) => one.map(mb).join(' and ')).join(', ')}`);
    // The first sweep starts more instances, so the sum may grow, and a mean would hide an instance that leaks.
    results.push(
      grows(trendOf(largestOf(threads)), HEAP_BOUND),
      threads.some(({ length }) => length > MOST_INSTANCES),
    );
  }
  const grown = results.filter(Boolean).length;
  const bounds = `${OWN_BOUND.share * 100}% and ${mb(OWN_BOUND.bytes)} MB, heaps ${HEAP_BOUND.share * 100}% and ${mb(HEAP_BOUND.bytes)} MB`;
  print(`  ${grown === 0 ? 'flat' : 'NOT FLAT'}: within ${bounds}`);
  return grown;
}

function mb(bytes: number): string {
  return (bytes / MB).toFixed(1);
}
