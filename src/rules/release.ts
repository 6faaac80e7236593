import type { Pattern } from './pattern/pattern.ts';
import type { Template } from './pattern/template.ts';

/** What of a rule's objects belong together, and when they are all there. */
export interface ReleaseTerms {
  /** Names a release: `{app}/{version}`. */
  readonly of: Template;
  /** The groups of `of`. Objects that agree in all of them are of one release. */
  readonly groups: readonly string[];
  /** A release is complete once there is an object for each. */
  readonly complete: readonly CompleteFile[];
}

/** One entry of `complete`. */
export interface CompleteFile {
  readonly text: string;
  /** Matches the keys that it means, and reads back the groups of `of`. */
  readonly pattern: Pattern;
  readonly pieces: readonly CompletePiece[];
}

export type CompletePiece =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'group'; readonly group: string }
  // `*` or `**`.
  | { readonly kind: 'wildcard'; readonly text: string };

/** Aliases of one form that move together. */
export interface AliasGroup {
  /** Their key with what differs within a release left open: `releases/app/latest/{file}`. */
  readonly name: string;
  /** Every alias of the group begins with it. */
  readonly aliasPrefix: string;
}

/** How the aliases of a form fall into groups. */
export interface AliasGrouping {
  /** Groups of `of` that the alias key fixes: where a group's objects lie hangs on them alone. */
  readonly determinedGroups: ReadonlySet<string>;
  /** The group of an alias; undefined where the template cannot give it. */
  groupOfAlias(alias: string): AliasGroup | undefined;
  /** The group of a release; undefined where a group of the regex took no part. */
  groupOfRelease(
    groups: Readonly<Record<string, string>>,
    parts: Readonly<Record<string, string>>,
  ): AliasGroup | undefined;
}
