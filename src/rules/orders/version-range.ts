import { compareReleases, type SemanticVersion, semver } from './semver.ts';

/** A range of semantic versions as data: the versions that satisfy all comparators of one of the sets. */
export interface VersionRange {
  readonly sets: readonly (readonly Comparator[])[];
  /** Whether a comparator admits all prereleases in its range. Otherwise only those of a release that the set names as a prerelease. */
  readonly prereleases: boolean;
}

/** One comparator of a range. `*` has no comparator. */
export interface Comparator {
  readonly operator: keyof typeof OPERATORS;
  readonly version: SemanticVersion;
}

/** Whether a comparison result satisfies an operator. */
const OPERATORS = {
  '=': (order: number) => order === 0,
  '<': (order: number) => order < 0,
  '<=': (order: number) => order <= 0,
  '>': (order: number) => order > 0,
  '>=': (order: number) => order >= 0,
};

/** Whether a version is in a range, by the rules of node-semver. */
export function isInRange({ sets, prereleases }: VersionRange, version: SemanticVersion): boolean {
  const isAdmitted = (set: readonly Comparator[]): boolean =>
    prereleases ||
    version.prerelease.length === 0 ||
    set.some((limit) => limit.version.prerelease.length > 0 && compareReleases(version, limit.version) === 0);
  return sets.some(
    (set) => set.every((limit) => OPERATORS[limit.operator](semver.compare(version, limit.version))) && isAdmitted(set),
  );
}
