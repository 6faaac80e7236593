import type { RuleSet } from '../../rules/rule-set.ts';
import type { Store } from '../../stores/store.ts';
import type { MarkerNotes } from '../look/held-back.ts';
import type { FactState } from '../walk/fact-store.ts';
import type { OverruleBudget } from '../work/overrule-budget.ts';
import type { GroupMemory } from './group-memory.ts';
import type { Log } from './log.ts';

/** The dependencies of every handler. */
export interface HandlerContext {
  readonly store: Store;
  readonly ruleSet: RuleSet;
  readonly log: Log;
  /** The current time in Unix milliseconds. Used for `minimumAge`, for the end of pins, and to measure durations. */
  readonly now: () => number;
  /** Who uses the handlers: the user of a command, or the caller of the API. Undefined for events and timers. */
  readonly actor?: string | undefined;
  /** Whether the invocation has too little time left to list. If undefined, it never has. */
  readonly isTimeUp?: () => boolean;
  /** Limits how often another writer of an alias is overruled. If undefined, there is no limit. */
  readonly overrules?: OverruleBudget;
  /** Where sweeps keep what they have verified. If undefined, each sweep verifies every alias. */
  readonly facts?: FactState | undefined;
  /** Remembers which groups of aliases were correct. If undefined, each event checks every alias of its group. */
  readonly groups?: GroupMemory;
  /** Reads what markers say, for the field `withdrawn` of reports. If undefined, reports do not have it. */
  readonly notes?: MarkerNotes;
}

/** How many aliases are handled concurrently. This hides round trips and fits into a small instance. */
export const CONCURRENCY = 16;
