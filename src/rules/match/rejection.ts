/** All kinds of rejections. */
export const REJECTION_KINDS = [
  'link',
  'unmatched',
  'unread',
  'at-alias',
  'prerelease',
  'out-of-range',
  'other-alias',
  'too-young',
  'withdrawn',
  'marker',
  'archived',
  'no-release',
  'incomplete',
  'no-alias',
] as const;

/**
 * Why an object is not a candidate of an alias, for programs:
 * - `link`: it is a symlink
 * - `unmatched`: the rule does not match the key
 * - `unread`: the rule matches the key, and the order cannot read its order text
 * - `at-alias`: the same, and the object is at the key of an alias of the rule
 * - `prerelease`: the alias does not accept prereleases
 * - `out-of-range`: the order value is outside the limits of the alias
 * - `other-alias`: it is a candidate of another alias, or another template owns the alias
 * - `too-young`: it has not reached `minimumAge`
 * - `withdrawn`: a marker withdraws it
 * - `marker`: it is a marker itself
 * - `archived`: it is archived and not restored, so it cannot be read
 * - `no-release`: the key has no text for a group of `release.of`
 * - `incomplete`: its release is not complete
 * - `no-alias`: the template does not produce a valid alias key for it
 */
export type RejectionKind = (typeof REJECTION_KINDS)[number];

/** Why an object is not a candidate of an alias. */
export interface Rejection {
  readonly kind: RejectionKind;
  /** The same for people. */
  readonly why: string;
}

/** Adds the kind to a reason. Returns undefined if there is no reason. */
export function rejection(kind: RejectionKind, why: string | undefined): Rejection | undefined {
  return why === undefined ? undefined : { kind, why };
}
