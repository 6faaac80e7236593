import { compareKeys } from '../../compare-keys.ts';
import { readReleases } from '../../rules/match/read-release.ts';
import type { Release } from '../../rules/match/release-survey.ts';
import type { Rule } from '../../rules/rule.ts';

/**
 * The order in which aliases move to a release: ordinary files, then the files that `complete` names in its order, then
 * deletions of aliases that the release has no file for. A reader who waits for the last entry of `complete` finds all
 * other files moved. Aliases of one step may be written in any order.
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
  // The same file may complete another release as well.
  const own = readReleases(rule, candidate).filter(({ id }) => id === chosen?.id);
  return Math.max(-1, ...own.flatMap(({ completes }) => completes));
}
