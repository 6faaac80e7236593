/** Limits how often autoalias overwrites what another program writes at an alias. After that the sweep decides. */
export interface OverruleBudget {
  allows(alias: string): boolean;
  spend(alias: string): void;
}

export interface OverruleLimits {
  /** How often in one window, for one alias. */
  readonly times: number;
  /** The length of the window in milliseconds. */
  readonly window: number;
}

/** Enough to win against a tool that writes a link now and then. A tool that never stops ends the fight after ten writes. */
export const OVERRULE_LIMITS: OverruleLimits = { times: 10, window: 60_000 };

/**
 * Remembers when the instance overruled another writer of an alias. Forgets what is older than the window, which bounds
 * memory.
 *
 * @param now milliseconds.
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
