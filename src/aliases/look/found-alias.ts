import type { Candidate } from '../../rules/match/candidate.ts';
import { ownerOfAlias } from '../../rules/match/match-key.ts';
import { narrowestPrefix } from '../../rules/match/narrowest-prefix.ts';
import type { AliasTemplate, Rule } from '../../rules/rule.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { ListedObject } from '../../stores/store-response.ts';
import { isNeverAlias } from '../model/task.ts';

/** An alias while its candidates are listed. */
export interface FoundAlias {
  readonly rule: Rule;
  readonly template: AliasTemplate;
  readonly alias: string;
  readonly prefix: string;
  /** The greatest candidate that is not withdrawn, as far as the listing was read. */
  winner: Candidate | undefined;
  /** The listing shows an archived object that would be a candidate if it were restored. */
  hasArchived?: true;
}

/** The alias at the key of a listed link. Undefined if the rules define none there. It may have no candidates left. */
export function linkOf(ruleSet: RuleSet, key: string): FoundAlias | undefined {
  const owner = ownerOfAlias(ruleSet, key);
  if (owner === undefined || isNeverAlias(ruleSet, key)) return undefined;
  const { rule, template, groups } = owner;
  return { rule, template, alias: key, prefix: narrowestPrefix(rule, template, groups), winner: undefined };
}

/** Whether no rule defines an alias at this key. A link of ours there was written under earlier rules. */
export function isOrphaned(ruleSet: RuleSet, key: string): boolean {
  return ownerOfAlias(ruleSet, key) === undefined || isNeverAlias(ruleSet, key);
}

/** Whether a listed object counts as a link. Without a type, the key of an alias does: GetSymlink shows what is there. */
export function countsAsLink(ruleSet: RuleSet, { key, type }: Pick<ListedObject, 'key' | 'type'>): boolean {
  return type === undefined ? linkOf(ruleSet, key) !== undefined : type === 'Symlink';
}
