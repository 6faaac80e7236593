import { coveringPrefixes } from './covering-prefixes.ts';

/**
 * At most `most` prefixes (1 or more), in key order, that cover all given ones and do not overlap. The triggers of a bucket
 * need this: OSS takes ten for a bucket, and refuses overlapping ones.
 *
 * Prefixes are joined at the text that they share. The deepest folders are joined first, so the widest prefix of the
 * result is as narrow as it can be. A join that a wider one made unnecessary is undone.
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

/** A text that several prefixes share. */
interface Join {
  readonly prefix: string;
  readonly folders: number;
  /** By how many the prefixes become fewer when those below it are joined, after the deeper joins. */
  readonly saves: number;
}

/** In key order, every text that prefixes share is shared by two neighbours. */
function joinsOf(sorted: readonly string[]): Join[] {
  const shared = new Map<string, number>();
  for (const [i, prefix] of sorted.slice(1).entries()) {
    const start = commonStart(sorted[i] ?? '', prefix);
    shared.set(start, (shared.get(start) ?? 0) + 1);
  }
  return [...shared].map(([prefix, saves]) => ({ prefix, folders: prefix.split('/').length - 1, saves }));
}

/** The longest text that both begin with. It never ends within a surrogate pair, since no key begins with half of one. */
export function commonStart(a: string, b: string): string {
  let end = 0;
  while (end < a.length && a.charCodeAt(end) === b.charCodeAt(end)) end++;
  const isHalf = end > 0 && end < Math.max(a.length, b.length) && /[\ud800-\udbff]/.test(a.charAt(end - 1));
  return a.slice(0, isHalf ? end - 1 : end);
}
