/**
 * Limits how often autoalias overwrites an alias that another program keeps writing. Once the budget is spent, only a sweep
 * or an upload corrects the alias.
 */
export interface OverruleBudget {
  /** Whether the alias can be overwritten once more. */
  allows(alias: string): boolean;
  /** Records that the alias was overwritten. */
  spend(alias: string): void;
}

/** The size of an {@link OverruleBudget}. */
export interface OverruleLimits {
  /** How often one alias can be overwritten in one window. */
  readonly times: number;
  /** The length of the window in milliseconds. */
  readonly window: number;
}

/** Enough to correct a tool that writes a link now and then. Against a tool that never stops, autoalias stops after ten writes. */
export const OVERRULE_LIMITS: OverruleLimits = { times: 10, window: 60_000 };

/**
 * Creates a budget. It remembers when each alias was overwritten, and forgets times that are older than the window, so
 * memory stays bounded.
 *
 * @param now milliseconds
 */
export function createOverruleBudget(
  now: () => number,
  { times, window }: OverruleLimits = OVERRULE_LIMITS,
): OverruleBudget {
  const spent = new Map<string, readonly number[]>();
  // If the clock is set back, an earlier entry is in the future. Without `at <= time`, it would count until then.
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
