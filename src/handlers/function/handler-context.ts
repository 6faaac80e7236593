import type { RuleSet } from '../../rules/rule-set.ts';
import type { Store } from '../../stores/store.ts';
import type { OverruleBudget } from '../work/overrule-budget.ts';
import type { GroupMemory } from './group-memory.ts';
import type { Log } from './log.ts';

/** What every handler works with. */
export interface HandlerContext {
  readonly store: Store;
  readonly ruleSet: RuleSet;
  readonly log: Log;
  /** Unix milliseconds: what `minimumAge` and the end of a pin are reckoned by, and durations. */
  readonly now: () => number;
  /** Who was overruled how often, where that is remembered; without it there is no limit. */
  readonly overrules?: OverruleBudget;
  /** Which groups of aliases were right, where that is remembered; without it each event looks at all of a group. */
  readonly groups?: GroupMemory;
}

/** How many aliases are worked on at once: enough to hide round trips, few enough for one small instance. */
export const CONCURRENCY = 16;
