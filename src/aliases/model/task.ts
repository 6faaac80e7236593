import { candidateRuleOf, markerRuleOf, ownerOfAlias } from '../../rules/match/match-key.ts';
import { narrowestPrefix } from '../../rules/match/narrowest-prefix.ts';
import type { KeyReading } from '../../rules/match/read-key.ts';
import type { AliasGroup } from '../../rules/release.ts';
import type { AliasTemplate, Rule } from '../../rules/rule.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { StoreCapabilities } from '../../stores/store-capabilities.ts';
import type { Cause } from './cause.ts';

/** One alias to reconcile. */
export interface AliasTask {
  readonly rule: Rule;
  readonly template: AliasTemplate;
  readonly alias: string;
  /** The key of every candidate begins with it. */
  readonly prefix: string;
  /** The candidate whose event caused the task, as the rule reads its key. Absent if no such event did. */
  readonly candidate?: { readonly key: string; readonly reading: KeyReading };
  readonly cause: Cause;
  /** Unix milliseconds. `minimumAge` is computed from it. */
  readonly now: number;
  /** What the store of the alias can do. */
  readonly capabilities: StoreCapabilities;
  /** False: leave what another program wrote at the alias, because it was overruled too often. Absent: true. */
  readonly mayOverrule?: boolean;
  /** How many rounds `reconcile` takes before it fails because of other writers. Absent: its own limit. */
  readonly maxRounds?: number;
}

/** A group of aliases that move together, to reconcile. */
export interface ReleaseTask extends Omit<AliasTask, 'alias' | 'candidate'> {
  readonly group: AliasGroup;
  /** Decides which aliases this template may write. */
  readonly ruleSet: RuleSet;
  /** The keys of the events, if events are the cause. */
  readonly keys?: readonly string[];
  /** Remembers the listing in which every alias was last right. Without it, every alias is read each time. */
  readonly memory?: ReleaseMemory;
}

/** Remembers the fingerprint of the listing in which every alias of a group was right. */
export interface ReleaseMemory {
  recall(): string | undefined;
  keep(fingerprint: string): void;
}

/**
 * The task of an alias that is given by its own key. Undefined if no template produces the key, or if the key is that of
 * a candidate or a marker.
 */
export function aliasTask(
  ruleSet: RuleSet,
  alias: string,
  cause: Cause,
  now: number,
  capabilities: StoreCapabilities,
): AliasTask | undefined {
  const owner = ownerOfAlias(ruleSet, alias);
  if (owner === undefined || isNeverAlias(ruleSet, alias)) return undefined;
  const { rule, template, groups } = owner;
  return { rule, template, alias, prefix: narrowestPrefix(rule, template, groups), cause, now, capabilities };
}

/** Whether a key is that of a candidate or a marker. An alias there would be a loop, or would withdraw objects. */
export function isNeverAlias(ruleSet: RuleSet, key: string): boolean {
  return candidateRuleOf(ruleSet, key) !== undefined || markerRuleOf(ruleSet, key) !== undefined;
}

/** The task of the group that an alias belongs to. Undefined for an alias that moves alone. */
export function releaseTask(ruleSet: RuleSet, { alias, candidate: _, ...task }: AliasTask): ReleaseTask | undefined {
  const group = task.template.grouping?.groupOfAlias(alias);
  return group === undefined ? undefined : { ...task, group, ruleSet };
}
