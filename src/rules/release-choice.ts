import type { Candidate } from './match/candidate.ts';

/** A listed object, as far as a survey uses it. */
export interface SurveyedObject {
  readonly key: string;
  /** Unix milliseconds. */
  readonly lastModified: number;
  readonly etag: string;
  /** `Symlink` for a link. Links are ignored. Absent if the listing does not show it: the object counts as a file. */
  readonly type?: string;
  readonly storageClass?: string;
  readonly restore?: { readonly ongoing: boolean };
}

/** The candidate of a release for one alias. */
export interface ReleaseMember extends Candidate {
  readonly etag: string;
}

/** A release, with the files that a listing contains. */
export interface Release {
  readonly id: string;
  /** The name in messages. */
  readonly name: string;
  /** The parsed order value. */
  readonly value: unknown;
  /** The candidate for each alias that has one in this release. */
  readonly members: ReadonlyMap<string, ReleaseMember>;
  /** The `complete` entries without a file. Empty if the release is complete. */
  readonly lacks: readonly string[];
  /** The markers that withdraw files of the release. Empty if none is withdrawn. A withdrawn release is not complete. */
  readonly withdrawnBy: readonly string[];
  /** A candidate that is archived, and why it cannot be read. Its release is never chosen, unless the alias allows it. */
  readonly archived?: { readonly key: string; readonly why: string } | undefined;
  /** The time of the latest change of any file, in Unix milliseconds. */
  readonly newest: number;
}

/** The release that a group of aliases must point at. */
export interface ReleaseChoice {
  /** The greatest release that is complete, is old enough, has a candidate, and none that is archived. */
  readonly chosen: Release | undefined;
  /** The greatest release that would be chosen if no file of it were withdrawn. Undefined if `chosen` is greater. */
  readonly withdrawn: Release | undefined;
  /** Whether a listed marker withdraws a key. */
  isWithdrawn(key: string): boolean;
  /**
   * A marker or an archived file was listed after files of lesser releases had been dropped, so a lesser release may be the
   * right one. List again with the `suspects` of this survey as `known`.
   */
  readonly mustListAgain: boolean;
  /** Whether a key is a candidate of a release that is complete but not yet old enough, or archived. */
  isTooYoung(key: string): boolean;
  /** Whether any release has a candidate for the alias. */
  feeds(alias: string): boolean;
  /**
   * Files of the chosen release, and of greater releases that are archived or too young, that were listed without a type. If
   * one of them is a link, another release may be the right one.
   */
  readonly unproven: readonly UnprovenFile[];
}

/** A file that was listed without a type. */
export type UnprovenFile = Pick<SurveyedObject, 'key' | 'etag' | 'lastModified'>;
