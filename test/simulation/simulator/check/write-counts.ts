/** Counts, between two rests, how often each alias was written, and for how many reasons. */
export interface WriteCounts {
  wrote(alias: string): void;
  /**
   * Something happened on which the alias hangs: somebody changed an object or the alias itself, a fault befell a request
   * to write it or the handler at it, such a request arrived late, or an instance with former rules wrote it.
   */
  reason(alias: string): void;
  /** Something happened to the whole: rules, versioning, a sweep that begins. */
  reasonForAll(): void;
  /**
   * Ends the count, and gives what it came to.
   *
   * @param namesOf under which an alias has its reasons.
   */
  rested(namesOf?: (alias: string) => readonly string[]): readonly WriteCount[];
}

export interface WriteCount {
  readonly alias: string;
  readonly writes: number;
  readonly reasons: number;
}

export function createWriteCounts(): WriteCounts {
  const writes = new Map<string, number>();
  const reasons = new Map<string, number>();
  let all = 0;
  const add = (counts: Map<string, number>, alias: string): void =>
    void counts.set(alias, (counts.get(alias) ?? 0) + 1);
  return {
    wrote: (alias) => add(writes, alias),
    reason: (alias) => add(reasons, alias),
    reasonForAll: () => {
      all++;
    },
    rested: (namesOf = (alias) => [alias]) => {
      const list = [...writes].map(([alias, count]) => ({
        alias,
        writes: count,
        reasons: namesOf(alias).reduce((sum, name) => sum + (reasons.get(name) ?? 0), all),
      }));
      writes.clear();
      reasons.clear();
      all = 0;
      return list;
    },
  };
}
