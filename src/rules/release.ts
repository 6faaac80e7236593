import type { Pattern } from './pattern/pattern.ts';
import type { Template } from './pattern/template.ts';

/** The compiled `release` of a rule: which objects form a release, and when it is complete. */
export interface ReleaseTerms {
  /** The template that identifies a release: `{app}/{version}`. */
  readonly of: Template;
  /** The groups in `of`. Objects with the same texts for all of them belong to one release. */
  readonly groups: readonly string[];
  /** A release is complete if there is an object for each entry. */
  readonly complete: readonly CompleteFile[];
}

/** One entry of `complete`. */
export interface CompleteFile {
  readonly text: string;
  /** Matches the keys of the entry, and reads the groups of `of`. */
  readonly pattern: Pattern;
  readonly pieces: readonly CompletePiece[];
}

export type CompletePiece =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'group'; readonly group: string }
  // `*` or `**`.
  | { readonly kind: 'wildcard'; readonly text: string };

/** Aliases of one template that move together. */
export interface AliasGroup {
  /** Their key, with a placeholder for the parts that differ within the group: `releases/app/latest/{file}`. */
  readonly name: string;
  /** Every alias of the group begins with this text. */
  readonly aliasPrefix: string;
}

/** Divides the aliases of a template into groups that move together. */
export interface AliasGrouping {
  /** Groups of `of` that the alias key determines. The keys of the group's candidates depend on no others. */
  readonly determinedGroups: ReadonlySet<string>;
  /** The group of an alias. Undefined if the template cannot produce the alias. */
  groupOfAlias(alias: string): AliasGroup | undefined;
  /** The group for a release. Undefined if a group of the regex did not take part in the match. */
  groupOfRelease(
    groups: Readonly<Record<string, string>>,
    parts: Readonly<Record<string, string>>,
  ): AliasGroup | undefined;
}
