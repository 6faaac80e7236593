import { compareKeys } from '../../compare-keys.ts';
import { readReleases } from '../../rules/match/read-release.ts';
import type { Release } from '../../rules/release-choice.ts';
import type { Rule } from '../../rules/rule.ts';

/**
 * Sorts the aliases of a group into steps, which are written one after another:
 * 1. files that `complete` does not name, as one step
 * 2. files that `complete` names, in the order of `complete`, one step for each entry
 * 3. aliases for which the release has no file, as one step; they are deleted
 *
 * The aliases of one step can be written in any order. A reader who waits for the last entry of `complete` to move
 * finds all other files moved.
 */
export function writeOrder(
  rule: Rule,
  chosen: Release | undefined,
  aliases: Iterable<string>,
): readonly (readonly string[])[] {
  const steps = new Map<number, string[]>();
  for (const alias of aliases) {
    const place = placeOf(rule, chosen, alias);
    const step = steps.get(place);
    if (step === undefined) steps.set(place, [alias]);
    else step.push(alias);
  }
  return [...steps].sort(([a], [b]) => a - b).map(([, step]) => step.sort(compareKeys));
}

function placeOf(rule: Rule, chosen: Release | undefined, alias: string): number {
  const candidate = chosen?.members.get(alias)?.key;
  if (candidate === undefined) return Number.POSITIVE_INFINITY;
  // One file can belong to several releases, at a different place in each. Only its place in the chosen release counts.
  const own = readReleases(rule, candidate).filter(({ id }) => id === chosen?.id);
  return Math.max(-1, ...own.flatMap(({ completes }) => completes));
}
