/** How often another writer of one alias is overruled before the alias is left to the sweep. */
export interface OverruleBudget {
  allows(alias: string): boolean;
  spend(alias: string): void;
}

export interface OverruleLimits {
  /** So many times in one window, for one alias. */
  readonly times: number;
  /** Milliseconds. */
  readonly window: number;
}

/** Enough to outlast a tool that writes a link now and then, and the end of a fight with one that never stops. */
export const OVERRULE_LIMITS: OverruleLimits = { times: 10, window: 60_000 };

/**
 * Remembers, for one instance, when it overruled whom. What is older than the window is forgotten, so memory is bounded
 * by the fights of one minute.
 *
 * @param now milliseconds
 */
export function createOverruleBudget(
  now: () => number,
  { times, window }: OverruleLimits = OVERRULE_LIMITS,
): OverruleBudget {
  const spent = new Map<string, readonly number[]>();
  // Without `at <= time`, an entry from before the clock was set back would count until the clock reaches it again.
  const recent = (alias: string): readonly number[] => {
    const time = now();
    return (spent.get(alias) ?? []).filter((at) => at > time - window && at <= time);
  };
  return {
    allows: (alias) => recent(alias).length < times,
    spend: (alias) => {
      for (const known of [...spent.keys()]) if (recent(known).length === 0) spent.delete(known);
      spent.set(alias, [...recent(alias), now()]);
    },
  };
}
