import { MARKER_NAME } from '../../rules/match/marker-place.ts';
import type { Template } from '../../rules/pattern/template.ts';
import type { Rule } from '../../rules/rule.ts';
import type { RuleTemplate } from '../../rules/rule-set.ts';
import { ANY, either, KEYS, type Language, sequence, startingWith, text } from '../language/language.ts';
import { type GroupKnowledge, patternLanguage } from '../language/pattern-language.ts';
import type { SearchQuery } from '../language/search.ts';
import { orderLanguage, orderTexts } from './order-samples.ts';

/**
 * The keys that the prefix, the regex and `exclude` of a rule accept, narrowed by `knowledge`. The keys of markers are left
 * out. Undefined if the regex or `exclude` uses unsupported syntax. It also contains keys in which a repeated name of a key
 * template has different texts, unless `knowledge` narrows that name to one text.
 */
export function candidateKeys(
  rule: Rule,
  knowledge: GroupKnowledge = {},
): Required<Pick<SearchQuery, 'in' | 'notIn'>> | undefined {
  const accepted = patternLanguage(rule.pattern.template?.repeatingSource ?? rule.pattern.source, knowledge);
  const excluded = rule.exclude === undefined ? [] : [patternLanguage(rule.exclude.source)];
  const known = excluded.filter((language) => language !== undefined);
  if (accepted === undefined || known.length !== excluded.length) return undefined;
  const markers = rule.markers === undefined ? [] : [MARKER_KEYS];
  return { in: [KEYS, startingWith(rule.prefix), accepted], notIn: [...known, ...markers] };
}

const MARKER_KEYS = sequence(ANY, text(MARKER_NAME));

/** Narrows the ordered groups to texts that their orders might accept. All candidates remain included. */
export function ordered({ order, orderGroups }: Rule): Required<GroupKnowledge> {
  const languages = new Map(
    order.terms.flatMap((term) => {
      const language = orderLanguage(term);
      return term.group === undefined || language === undefined ? [] : [[term.group, language] as const];
    }),
  );
  return { narrow: (group) => languages.get(group), required: new Set(orderGroups) };
}

/** Narrows the ordered groups to a few texts that their orders certainly accept. */
export function usuallyOrdered({ order }: Rule): Narrowing {
  const languages = new Map(
    order.terms.flatMap((term) =>
      term.group === undefined ? [] : [[term.group, either(orderTexts(term).map(text))] as const],
    ),
  );
  return (group) => languages.get(group);
}

/** Narrows groups of candidates. */
export type Narrowing = Required<GroupKnowledge>['narrow'];

/** The groups that a template names. */
export function groupsOf(template: Template): ReadonlySet<string> {
  return new Set(template.flatMap((piece) => (piece.kind === 'group' ? [piece.group] : [])));
}

/** A language that includes all aliases of a template, and possibly more. */
export function aliasKeys({ rule, template }: RuleTemplate): Language {
  return patternLanguage(template.keyPattern.source, { narrow: ordered(rule).narrow }) ?? ANY;
}

/**
 * The alias keys that a template owns, apart from those of earlier templates. Undefined if not known. If a name occurs more
 * than once in the template, the language also contains keys in which its texts differ.
 */
export function ownedKeys({ template }: RuleTemplate): Language | undefined {
  return patternLanguage(template.keyPattern.source);
}
