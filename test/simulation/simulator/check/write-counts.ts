/** Counts the writes of each alias between two rests, and their reasons. */
export interface WriteCounts {
  wrote(alias: string): void;
  /**
   * A reason for one alias: an object or the alias itself was changed, a fault hit a request that writes it or its
   * handler, such a request arrived late, or an instance with older rules wrote it.
   */
  reason(alias: string): void;
  /** A reason for all aliases: new rules, a change of versioning, the start of a sweep. */
  reasonForAll(): void;
  /**
   * Ends the count, and returns it.
   *
   * @param namesOf the names under which the reasons of an alias are counted.
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
