import { parseRules } from '../../src/rules/file/parse-rules.ts';
import type { AliasTemplate, Rule } from '../../src/rules/rule.ts';
import type { RuleSet } from '../../src/rules/rule-set.ts';

export interface ShortRule {
  readonly name?: string;
  readonly prefix?: string;
  readonly regex: string;
  readonly by?: string;
  readonly on?: string;
  readonly format?: string;
  readonly prereleases?: boolean;
  readonly exclude?: string;
  readonly release?: { readonly of: string; readonly complete: readonly string[] };
  readonly minimumAge?: string;
  readonly onDelete?: 'repoint' | 'remove' | 'keep' | { readonly fallback: string };
  readonly range?: string;
  readonly aliases: readonly (string | { readonly key: string; readonly prereleases?: boolean })[];
}

/** Rules in short, through the real reader: JSON is what programs write. */
export function ruleSetOf(...rules: readonly ShortRule[]): RuleSet {
  return parseRules(rulesText(...rules), 'rules.json');
}

export function rulesText(...rules: readonly ShortRule[]): string {
  return JSON.stringify({
    version: 1,
    rules: rules.map(({ name, prefix, regex, exclude, by, on, format, ...rest }, i) => ({
      name: name ?? `rule-${i}`,
      match: { prefix: prefix ?? '', regex, ...(exclude === undefined ? {} : { exclude }) },
      order: { by: by ?? 'semver', ...(on === undefined ? {} : { on }), ...(format === undefined ? {} : { format }) },
      ...rest,
    })),
  });
}

/** The first rule and its first form, where a test has just one. */
export function onlyTemplate(rules: RuleSet): { readonly rule: Rule; readonly template: AliasTemplate } {
  const [rule] = rules.rules;
  const template = rule?.templates[0];
  if (rule === undefined || template === undefined) throw new TypeError('the rules of a test hold no form');
  return { rule, template };
}
