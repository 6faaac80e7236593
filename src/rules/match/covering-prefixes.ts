import { compareKeys } from '../../compare-keys.ts';
import { literalStart } from '../pattern/template.ts';
import type { RuleSet } from '../rule-set.ts';

/** The smallest set of prefixes that covers all given ones, in key order. None of them begins with another. */
export function coveringPrefixes(prefixes: readonly string[]): readonly string[] {
  const covering: string[] = [];
  for (const prefix of [...new Set(prefixes)].sort(compareKeys)) {
    const last = covering.at(-1);
    if (last === undefined || !prefix.startsWith(last)) covering.push(prefix);
  }
  return covering;
}

/** The prefixes that triggers must cover: those of candidates, and those of aliases of rules with `guard`. */
export function watchedPrefixes(ruleSet: RuleSet): readonly string[] {
  return coveringPrefixes(
    ruleSet.rules.flatMap((rule) => [
      rule.prefix,
      ...(rule.guard ? rule.templates.map(({ pieces }) => literalStart(pieces)) : []),
    ]),
  );
}

/** The prefixes of all candidates and aliases. A sweep lists them, and the permissions must cover them. */
export function allPrefixes(ruleSet: RuleSet): readonly string[] {
  return coveringPrefixes(
    ruleSet.rules.flatMap((rule) => [rule.prefix, ...rule.templates.map(({ pieces }) => literalStart(pieces))]),
  );
}

/**
 * Merges prefixes into at most `most` (1 or more) that cover all given ones and do not overlap, in key order. A bucket has
 * at most ten triggers, and OSS rejects triggers that overlap.
 *
 * Two prefixes are joined into the text that both begin with. The deepest folders are joined first, so that the widest
 * prefix of the result is as narrow as possible. Joins that a wider join made unnecessary are undone.
 */
export function mergePrefixes(prefixes: readonly string[], most: number): readonly string[] {
  const covering = coveringPrefixes(prefixes);
  const joins = joinsOf(covering).sort((a, b) => b.folders - a.folders || b.prefix.length - a.prefix.length);
  let count = covering.length;
  let made = 0;
  for (; count > most && made < joins.length; made++) count -= joins[made]?.saves ?? 0;

  const kept: string[] = [];
  for (const { prefix, saves } of joins.slice(0, made).reverse()) {
    if (kept.some((wider) => prefix.startsWith(wider))) continue;
    if (count + saves <= most) count += saves;
    else kept.push(prefix);
  }
  return coveringPrefixes([...covering, ...kept]);
}

/** A text that several prefixes begin with. */
interface Join {
  readonly prefix: string;
  readonly folders: number;
  /** How many prefixes fewer remain after this join, if the deeper joins are already made. */
  readonly saves: number;
}

/** All possible joins. Every common start of some prefixes is the common start of two neighbours in key order. */
function joinsOf(sorted: readonly string[]): Join[] {
  const shared = new Map<string, number>();
  for (const [i, prefix] of sorted.slice(1).entries()) {
    const start = commonStart(sorted[i] ?? '', prefix);
    shared.set(start, (shared.get(start) ?? 0) + 1);
  }
  return [...shared].map(([prefix, saves]) => ({ prefix, folders: prefix.split('/').length - 1, saves }));
}

/** The longest text that both begin with. It does not end inside a surrogate pair, because half a pair cannot be in a key. */
export function commonStart(a: string, b: string): string {
  let end = 0;
  while (end < a.length && a.charCodeAt(end) === b.charCodeAt(end)) end++;
  const isHalf = end > 0 && end < Math.max(a.length, b.length) && /[\ud800-\udbff]/.test(a.charAt(end - 1));
  return a.slice(0, isHalf ? end - 1 : end);
}
