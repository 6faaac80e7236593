import Range from 'semver/classes/range.js';
import { semver } from '../orders/semver.ts';
import type { Comparator, VersionRange } from '../orders/version-range.ts';

/** Parses a range such as `^1.2` with node-semver. Returns undefined for a text that is not a range. */
export function parseVersionRange(text: string, prereleases: boolean): VersionRange | undefined {
  try {
    const { set } = new Range(text, { includePrerelease: prereleases });
    return { sets: set.map((comparators) => comparators.flatMap(readComparator)), prereleases };
  } catch {
    return undefined;
  }
}

function readComparator({ operator, semver: limit, value }: Range['set'][number][number]): readonly Comparator[] {
  // The comparator of `*` has no version.
  if (value === '') return [];
  const version = semver.parse(limit.version);
  if (!version.ok) throw new Error(version.why);
  return [{ operator: operator === '' ? '=' : (operator as Comparator['operator']), version: version.value }];
}
