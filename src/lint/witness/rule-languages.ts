import type { Template } from '../../rules/pattern/template.ts';
import type { Rule } from '../../rules/rule.ts';
import type { RuleTemplate } from '../../rules/rule-set.ts';
import { ANY, KEYS, type Language, startingWith } from '../language/language.ts';
import { type GroupKnowledge, patternLanguage } from '../language/pattern-language.ts';
import type { SearchQuery } from '../language/search.ts';
import { orderLanguage } from './order-language.ts';

/**
 * Keys that a rule's prefix, regex and `exclude` accept, exactly; with the order's part of it, at least all candidates.
 * Undefined where regex or `exclude` are not followed.
 */
export function candidateKeys(
  rule: Rule,
  knowledge: GroupKnowledge = {},
): Required<Pick<SearchQuery, 'in' | 'notIn'>> | undefined {
  const accepted = patternLanguage(rule.pattern.source, knowledge);
  const excluded = rule.exclude === undefined ? [] : [patternLanguage(rule.exclude.source)];
  const known = excluded.filter((language) => language !== undefined);
  if (accepted === undefined || known.length !== excluded.length) return undefined;
  return { in: [KEYS, startingWith(rule.prefix), accepted], notIn: known };
}

/** Of the group that is ordered only what the order may read. */
export function ordered(rule: Rule): GroupKnowledge {
  return {
    narrow: (group) => (group === rule.orderGroup ? orderLanguage(rule) : undefined),
    required: groupsOf(rule.orderTemplate),
  };
}

export function groupsOf(template: Template): ReadonlySet<string> {
  return new Set(template.flatMap((piece) => (piece.kind === 'group' ? [piece.group] : [])));
}

/** At least all aliases that a form can give. */
export function aliasKeys({ rule, template }: RuleTemplate): Language {
  return patternLanguage(template.keyPattern.source, { narrow: ordered(rule).narrow ?? (() => undefined) }) ?? ANY;
}

/** The alias keys that a form owns if no form before it does, exactly; undefined where it cannot be told. */
export function ownedKeys({ template }: RuleTemplate): Language | undefined {
  return patternLanguage(template.keyPattern.source);
}
