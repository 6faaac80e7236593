import { QuickMatch } from '../../rules/form/quick-match.ts';
import { matchKey as matchCompiled } from '../../rules/match/match-key.ts';
import type { RejectionKind } from '../../rules/match/rejection.ts';
import { compiledRules, type RuleSet } from './rule-set.ts';

/** What a rule set does with a key. */
export interface KeyMatch {
  /** The aliases that the key is a candidate of. */
  readonly aliases: readonly MatchedAlias[];
  /** Alias templates of matching rules for which the key is not a candidate. */
  readonly skipped: readonly SkippedTemplate[];
}

/** An alias that a key is a candidate of. */
export interface MatchedAlias {
  /** The name of the rule. */
  readonly rule: string;
  /** The alias template: `releases/{app}/latest/{file}`. */
  readonly template: string;
  /** The key of the alias: `releases/app/latest/app.tgz`. */
  readonly alias: string;
  /** The text of each named group of the regex that took part in the match. */
  readonly groups: Readonly<Record<string, string>>;
  /** The text that the order compares. */
  readonly order: string;
}

/** An alias template that gives no alias for a key. */
export interface SkippedTemplate {
  readonly rule: string;
  readonly template: string;
  /** Why the key is not a candidate, for programs. `unread`: the rule matches the key, and its order cannot read it. */
  readonly kind: RejectionKind;
  readonly why: string;
}

/**
 * Finds the aliases that a key is a candidate of. Uses only the rules and sends no request. Whether the key becomes the
 * target depends on the other objects in the bucket: {@link explainKey} shows that.
 *
 * @throws AutoaliasError `usage` if `rules` does not come from `parseRules`.
 * @example
 * matchKey(rules, 'releases/app/1.10.0/app.tgz').aliases.map(({ alias }) => alias);
 * // ['releases/app/latest/app.tgz', 'releases/app/v1/app.tgz']
 */
export function matchKey(rules: RuleSet, key: string): KeyMatch {
  const found = matchCompiled(compiledRules(rules), key);
  if (found instanceof QuickMatch) return { aliases: aliasesOf(found), skipped: [] };
  const { matches, unmatched } = found;
  return {
    // Spreads would take longer than the match.
    aliases: matches.map(({ rule, template, alias, reading }) => ({
      rule: rule.name,
      template: template.text,
      alias,
      groups: reading.groups,
      order: reading.orderText ?? '',
    })),
    skipped: unmatched.map(({ rule, template, kind, why }) => ({
      rule: rule.name,
      template: template.text,
      kind,
      why,
    })),
  };
}

/** Reads nothing of the rule: with many rules, that would take as long as the decision. */
function aliasesOf(found: QuickMatch): readonly MatchedAlias[] {
  const { entry, reading } = found;
  const { groups, orderText: order = '' } = reading;
  return found.aliases.map((alias, i) => ({
    rule: entry.name,
    template: found.templateText(i),
    alias,
    groups,
    order,
  }));
}
