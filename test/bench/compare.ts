/** One side of a comparison: does the work `count` times. */
export type Side = (count: number) => Promise<void> | void;

export interface Comparison {
  readonly name: string;
  readonly ours: Side;
  readonly peer: Side;
  readonly peerName: string;
  /** Repetitions per round: enough for about a tenth of a second. */
  readonly count: number;
}

interface Cost {
  /** Microseconds of wall time per repetition. */
  readonly wall: number;
  /** Microseconds of CPU time of this process per repetition, all threads. */
  readonly cpu: number;
}

export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export interface Compared {
  readonly ours: Readonly<Record<keyof Cost, Spread>>;
  readonly peer: Readonly<Record<keyof Cost, Spread>>;
  /** The peer's cost divided by ours, per round: 2 means that we take half the time or half the CPU. */
  readonly ratio: Readonly<Record<keyof Cost, Spread>>;
}

/** Alternates the two sides, so that other load on the machine hits both. The first round warms up and is dropped. */
export async function compare({ ours, peer, count }: Comparison, rounds: number): Promise<Compared> {
  const pairs: { readonly ours: Cost; readonly peer: Cost }[] = [];
  for (let round = 0; round <= rounds; round++) {
    // The second side runs on a warmer machine.
    const early = round % 2 === 0 ? await cost(ours, count) : undefined;
    const other = await cost(peer, count);
    const pair = { ours: early ?? (await cost(ours, count)), peer: other };
    if (round > 0) pairs.push(pair);
  }
  const spreads = (of: (pair: (typeof pairs)[number]) => Cost) => ({
    wall: spread(pairs.map((pair) => of(pair).wall)),
    cpu: spread(pairs.map((pair) => of(pair).cpu)),
  });
  return {
    ours: spreads((pair) => pair.ours),
    peer: spreads((pair) => pair.peer),
    ratio: spreads((pair) => ({ wall: pair.peer.wall / pair.ours.wall, cpu: pair.peer.cpu / pair.ours.cpu })),
  };
}

async function cost(side: Side, count: number): Promise<Cost> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  await side(count);
  const { user, system } = process.cpuUsage(cpu);
  return { wall: ((performance.now() - started) * 1000) / count, cpu: (user + system) / count };
}

function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.round(part * (sorted.length - 1))] ?? Number.NaN;
  return { min: at(0), median: at(0.5), max: at(1) };
}
