import { candidateRuleOf, ownerOfAlias } from '../../rules/match/match-key.ts';
import { narrowestPrefix } from '../../rules/match/narrowest-prefix.ts';
import type { KeyReading } from '../../rules/match/read-key.ts';
import type { AliasGroup } from '../../rules/release.ts';
import type { AliasTemplate, Rule } from '../../rules/rule.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { Cause } from './cause.ts';

/** One alias to be kept right. */
export interface AliasTask {
  readonly rule: Rule;
  readonly template: AliasTemplate;
  readonly alias: string;
  /** Every candidate of the alias begins with it. */
  readonly prefix: string;
  /** The candidate that was uploaded or deleted, as the rule reads its key. Absent if the task comes from elsewhere. */
  readonly candidate?: { readonly key: string; readonly reading: KeyReading };
  readonly cause: Cause;
  /** Unix milliseconds: what `minimumAge` is reckoned from. */
  readonly now: number;
  /** False: what somebody else wrote at the alias stays, since he was overruled too often. True where absent. */
  readonly mayOverrule?: boolean;
  /** How many rounds `reconcile` takes before it fails because of other writers. Absent: its own limit. */
  readonly maxRounds?: number;
}

/** Aliases that move together, to be kept right. */
export interface ReleaseTask extends Omit<AliasTask, 'alias' | 'candidate'> {
  readonly group: AliasGroup;
  /** Tells which of the aliases are this form's to write. */
  readonly ruleSet: RuleSet;
  /** The keys that something happened to, where that is why it is looked at. */
  readonly keys?: readonly string[];
  /** What was found right before; without it everything is looked at each time. */
  readonly memory?: ReleaseMemory;
}

/** Remembers what a listing showed of a group when every alias of it was right. */
export interface ReleaseMemory {
  recall(): string | undefined;
  keep(fingerprint: string): void;
}

/**
 * The task of an alias that is given by its own key. Undefined if no template produces the key, or if a rule takes the key
 * for a candidate.
 */
export function aliasTask(ruleSet: RuleSet, alias: string, cause: Cause, now: number): AliasTask | undefined {
  const owner = ownerOfAlias(ruleSet, alias);
  if (owner === undefined || candidateRuleOf(ruleSet, alias) !== undefined) return undefined;
  const { rule, template, groups } = owner;
  return { rule, template, alias, prefix: narrowestPrefix(rule, template, groups), cause, now };
}

/** The task of the group that an alias belongs to. Undefined for an alias that moves alone. */
export function releaseTask(ruleSet: RuleSet, { alias, candidate: _, ...task }: AliasTask): ReleaseTask | undefined {
  const group = task.template.grouping?.groupOfAlias(alias);
  return group === undefined ? undefined : { ...task, group, ruleSet };
}
