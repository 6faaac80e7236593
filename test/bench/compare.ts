import { type Aim, MEASURES, type Measure, type Row, type Sample, type Side } from './row.ts';

/** The values of all rounds. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** One side of a row that was measured. */
export interface ComparedSide {
  readonly name: string;
  readonly values: Readonly<Partial<Record<Measure, Spread>>>;
}

/** A peer, with our values divided by those of the peer, round by round. */
export interface ComparedPeer extends ComparedSide {
  readonly ratios: Readonly<Partial<Record<Measure, Spread>>>;
}

/** An aim, and the median that was reached. */
export interface ComparedAim extends Aim {
  readonly reached: number;
  readonly met: boolean;
}

/** A row that was measured. */
export interface Compared extends Pick<Row, 'name' | 'title' | 'per' | 'curve'> {
  readonly rounds: number;
  readonly ours: ComparedSide;
  readonly peers: readonly ComparedPeer[];
  readonly aims: readonly ComparedAim[];
}

/**
 * Measures the sides of a row in turn, so that other load on the machine hits all of them. Each round begins with another
 * side, because the first one runs on a colder machine. One round more warms up, and does not count.
 */
export async function compare(row: Row, wanted: number): Promise<Compared> {
  const rounds = Math.min(wanted, row.rounds ?? wanted);
  const sides = [row.ours, ...row.peers];
  const samples = new Map<Side, Sample[]>(sides.map((side) => [side, []]));
  for (let round = 0; round <= rounds; round++) {
    for (let i = 0; i < sides.length; i++) {
      const side = sides[(round + i) % sides.length];
      if (side === undefined) continue;
      const sample = await side.run();
      if (round > 0) samples.get(side)?.push(sample);
    }
  }
  const ownSamples = samples.get(row.ours) ?? [];
  const compared = ({ name }: Side, own: readonly Sample[]): ComparedSide => ({ name, values: spreads(own) });
  const peers = row.peers.map((peer): ComparedPeer => {
    const theirs = samples.get(peer) ?? [];
    return { ...compared(peer, theirs), ratios: spreads(ownSamples.map((own, i) => divide(own, theirs[i] ?? {}))) };
  });
  const ours = compared(row.ours, ownSamples);
  const { name, title, per, curve } = row;
  const aims = row.aims.map((aim) => checkAim(aim, ours, peers));
  return { name, title, per, rounds, ours, peers, aims, ...(curve && { curve }) };
}

function checkAim(aim: Aim, ours: ComparedSide, peers: readonly ComparedPeer[]): ComparedAim {
  const values = aim.peer === undefined ? ours.values : peers.find(({ name }) => name === aim.peer)?.ratios;
  const reached = values?.[aim.measure]?.median;
  if (reached === undefined) throw new Error(`nothing measured ${aim.measure} of ${aim.peer ?? ours.name}`);
  return { ...aim, reached, met: reached <= aim.atMost };
}

function divide(own: Sample, theirs: Sample): Sample {
  return forMeasures((measure) => {
    const [a, b] = [own[measure], theirs[measure]];
    return a === undefined || b === undefined ? undefined : a / b;
  });
}

function spreads(samples: readonly Sample[]): Readonly<Partial<Record<Measure, Spread>>> {
  return forMeasures((measure) => {
    const values = samples.flatMap((sample) => sample[measure] ?? []);
    return values.length === 0 ? undefined : spread(values);
  });
}

/** A value for each measure, without those that have no value. */
function forMeasures<T>(take: (measure: Measure) => T | undefined): Partial<Record<Measure, T>> {
  const values: Partial<Record<Measure, T>> = {};
  for (const measure of Object.keys(MEASURES) as Measure[]) {
    const value = take(measure);
    if (value !== undefined) values[measure] = value;
  }
  return values;
}

function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.round(part * (sorted.length - 1))] ?? Number.NaN;
  return { min: at(0), median: at(0.5), max: at(1) };
}
