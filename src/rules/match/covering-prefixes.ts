import { compareKeys } from '../../compare-keys.ts';
import { literalStart } from '../pattern/template.ts';
import type { RuleSet } from '../rule-set.ts';

/** The fewest prefixes that cover all given ones: none of them begins another. In key order. */
export function coveringPrefixes(prefixes: readonly string[]): readonly string[] {
  const covering: string[] = [];
  for (const prefix of [...new Set(prefixes)].sort(compareKeys)) {
    const last = covering.at(-1);
    if (last === undefined || !prefix.startsWith(last)) covering.push(prefix);
  }
  return covering;
}

/** What triggers must cover: where candidates can lie, and the aliases of rules that guard them. */
export function watchedPrefixes(ruleSet: RuleSet): readonly string[] {
  return coveringPrefixes(
    ruleSet.rules.flatMap((rule) => [
      rule.prefix,
      ...(rule.guard ? rule.templates.map(({ pieces }) => literalStart(pieces)) : []),
    ]),
  );
}

/** Where candidates or aliases can lie: what a sweep must list, and what permissions must cover. */
export function allPrefixes(ruleSet: RuleSet): readonly string[] {
  return coveringPrefixes(
    ruleSet.rules.flatMap((rule) => [rule.prefix, ...rule.templates.map(({ pieces }) => literalStart(pieces))]),
  );
}
