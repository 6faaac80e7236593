import { defined } from '../../src/defined.ts';
import { parseRules } from '../../src/rules/file/parse-rules.ts';
import type { AliasTemplate, Rule } from '../../src/rules/rule.ts';
import type { RuleSet } from '../../src/rules/rule-set.ts';

/** A rule in short form. Other fields have common defaults. */
export interface ShortRule {
  readonly name?: string;
  readonly prefix?: string;
  readonly key?: string;
  readonly regex?: string;
  /** The whole `order`, instead of `by`, `on` and `format`. */
  readonly order?: unknown;
  readonly by?: string;
  readonly on?: string;
  readonly format?: string;
  readonly prereleases?: boolean;
  readonly exclude?: string;
  readonly release?: { readonly of: string; readonly complete: readonly string[] };
  readonly minimumAge?: string;
  readonly onDelete?: 'repoint' | 'remove' | 'keep' | { readonly fallback: string };
  readonly range?: string;
  readonly withdraw?: boolean;
  readonly archived?: 'skip' | 'allow';
  readonly headers?: 'inherit' | Readonly<Record<string, string>>;
  readonly aliases: readonly (
    | string
    | { readonly key: string; readonly prereleases?: boolean; readonly headers?: ShortRule['headers'] }
  )[];
}

/** Parses rules in short form, as JSON. */
export function ruleSetOf(...rules: readonly ShortRule[]): RuleSet {
  return parseRules(rulesText(...rules), 'rules.json');
}

export function rulesText(...rules: readonly ShortRule[]): string {
  return JSON.stringify({
    version: 1,
    rules: rules.map(({ name, key, prefix, regex, exclude, by, on, format, ...rest }, i) => ({
      name: name ?? `rule-${i}`,
      match: { ...(key === undefined ? { prefix: prefix ?? '', regex } : { key }), ...defined({ exclude }) },
      order: { by: by ?? 'semver', ...defined({ on, format }) },
      ...rest,
    })),
  });
}

/** The first rule and its first template. */
export function onlyTemplate(rules: RuleSet): { readonly rule: Rule; readonly template: AliasTemplate } {
  const [rule] = rules.rules;
  const template = rule?.templates[0];
  if (rule === undefined || template === undefined) throw new TypeError('the rules of a test have no template');
  return { rule, template };
}
