import type { AliasForm, Rule } from '../rules/rule.ts';
import type { Cause } from './cause.ts';

/** One alias to be kept right. */
export interface AliasTask {
  readonly rule: Rule;
  readonly form: AliasForm;
  readonly alias: string;
  /** Every candidate of the alias begins with it. */
  readonly prefix: string;
  readonly cause: Cause;
  /** Unix milliseconds: what `minimumAge` is reckoned from. */
  readonly now: number;
  /** False: what somebody else wrote at the alias stays, since he was overruled too often. True where absent. */
  readonly mayOverrule?: boolean;
  /** How many rounds of other writers `settle` bears with before it gives up. Its own number where absent. */
  readonly rounds?: number;
}
