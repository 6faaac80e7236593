import { compareKeys } from '../../compare-keys.ts';
import type { RuleSet } from '../rule-set.ts';

/** The smallest set of prefixes that covers all prefixes, in key order. No prefix of the result begins with another. */
export function coveringPrefixes(prefixes: readonly string[]): readonly string[] {
  const covering: string[] = [];
  for (const prefix of [...new Set(prefixes)].sort(compareKeys)) {
    const last = covering.at(-1);
    if (last === undefined || !prefix.startsWith(last)) covering.push(prefix);
  }
  return covering;
}

/** The prefixes that triggers must cover: the prefixes of all candidates, and of the aliases of rules with `guard`. */
export function watchedPrefixes(ruleSet: RuleSet): readonly string[] {
  return coveringPrefixes(
    ruleSet.rules.flatMap((rule) => [rule.prefix, ...(rule.guard ? rule.templates.map(({ start }) => start) : [])]),
  );
}

/** The prefixes of all candidates and aliases. A sweep lists them, and the permissions must cover them. */
export function allPrefixes(ruleSet: RuleSet): readonly string[] {
  return coveringPrefixes(ruleSet.rules.flatMap((rule) => [rule.prefix, ...rule.templates.map(({ start }) => start)]));
}

/**
 * Merges prefixes into at most `most` prefixes (1 or more) that cover all of them. The result is in key order and does not
 * overlap. A bucket can have at most ten triggers, and OSS rejects triggers that overlap.
 *
 * Two prefixes are joined into their common start. The deepest folders are joined first, so that the widest prefix of the
 * result is as narrow as possible. A join is undone if a wider join makes it unnecessary.
 */
export function mergePrefixes(prefixes: readonly string[], most: number): readonly string[] {
  const covering = coveringPrefixes(prefixes);
  const joins = joinsOf(covering).sort((a, b) => b.folders - a.folders || b.prefix.length - a.prefix.length);
  let count = covering.length;
  let joined = 0;
  for (; count > most && joined < joins.length; joined++) count -= joins[joined]?.saves ?? 0;

  const kept: string[] = [];
  for (const { prefix, saves } of joins.slice(0, joined).reverse()) {
    if (kept.some((wider) => prefix.startsWith(wider))) continue;
    if (count + saves <= most) count += saves;
    else kept.push(prefix);
  }
  return coveringPrefixes([...covering, ...kept]);
}

/** A common start of several prefixes. */
interface Join {
  readonly prefix: string;
  /** The number of folders in the prefix. */
  readonly folders: number;
  /** By how much this join reduces the number of prefixes, after all deeper joins. */
  readonly saves: number;
}

/** All possible joins. Each common start of several prefixes is also the common start of two neighbors in key order. */
function joinsOf(sorted: readonly string[]): Join[] {
  const shared = new Map<string, number>();
  for (const [i, prefix] of sorted.slice(1).entries()) {
    const start = commonStart(sorted[i] ?? '', prefix);
    shared.set(start, (shared.get(start) ?? 0) + 1);
  }
  return [...shared].map(([prefix, saves]) => ({ prefix, folders: prefix.split('/').length - 1, saves }));
}

/** The longest common start of two texts. It does not end inside a surrogate pair, because keys contain complete pairs only. */
export function commonStart(a: string, b: string): string {
  let end = 0;
  while (end < a.length && a.charCodeAt(end) === b.charCodeAt(end)) end++;
  const isHalf = end > 0 && end < Math.max(a.length, b.length) && /[\ud800-\udbff]/.test(a.charAt(end - 1));
  return a.slice(0, isHalf ? end - 1 : end);
}
