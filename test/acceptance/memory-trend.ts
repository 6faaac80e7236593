/** One sample of a process: milliseconds since the first sample, and bytes. */
export interface MemorySample {
  readonly at: number;
  readonly bytes: number;
}

/** How memory developed over a period, in bytes. */
export interface MemoryTrend {
  readonly samples: number;
  /** Medians of the first and of the last third. */
  readonly first: number;
  readonly last: number;
  /** Slope of the least-squares line. */
  readonly perMinute: number;
  readonly most: number;
}

/** The most by which the last third may exceed the first. */
export interface GrowthBound {
  readonly share: number;
  readonly bytes: number;
}

export function trendOf(samples: readonly MemorySample[]): MemoryTrend {
  const third = Math.ceil(samples.length / 3);
  const bytes = samples.map((sample) => sample.bytes);
  return {
    samples: samples.length,
    first: median(bytes.slice(0, third)),
    last: median(bytes.slice(-third)),
    perMinute: slope(samples) * 60_000,
    most: Math.max(0, ...bytes),
  };
}

/** The largest of several heaps in each sample. A sample without heaps is dropped. */
export function largestOf(looks: readonly (readonly number[])[]): readonly MemorySample[] {
  return looks.flatMap((heaps, at) => (heaps.length === 0 ? [] : [{ at, bytes: Math.max(...heaps) }]));
}

/** Also true for fewer than three samples, which cannot show that memory is flat. */
export function grows({ samples, first, last }: MemoryTrend, { share, bytes }: GrowthBound): boolean {
  return samples < 3 || last > first * (1 + share) + bytes;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function slope(samples: readonly MemorySample[]): number {
  const mean = (of: (sample: MemorySample) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / Math.max(samples.length, 1);
  const at = mean((sample) => sample.at);
  const bytes = mean((sample) => sample.bytes);
  const spread = mean((sample) => (sample.at - at) ** 2);
  return spread === 0 ? 0 : mean((sample) => (sample.at - at) * (sample.bytes - bytes)) / spread;
}
