import type { RuleSet } from '../../rules/rule-set.ts';
import type { Store } from '../../stores/store.ts';
import type { OverruleBudget } from '../work/overrule-budget.ts';
import type { GroupMemory } from './group-memory.ts';
import type { Log } from './log.ts';

/** The dependencies of every handler. */
export interface HandlerContext {
  readonly store: Store;
  readonly ruleSet: RuleSet;
  readonly log: Log;
  /** Unix milliseconds. Decides `minimumAge` and the end of pins, and measures durations. */
  readonly now: () => number;
  /** Limits how often another writer of an alias is overruled. Without it there is no limit. */
  readonly overrules?: OverruleBudget;
  /** Remembers which groups of aliases were right. Without it each event checks every alias of its group. */
  readonly groups?: GroupMemory;
}

/** How many aliases are handled at once: enough to hide round trips, few enough for a small instance. */
export const CONCURRENCY = 16;
