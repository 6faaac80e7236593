import type { Pattern } from './pattern/pattern.ts';
import type { NamedParts, Template } from './pattern/template.ts';

/** The compiled `release` of a rule. Defines which objects form a release, and when a release is complete. */
export interface ReleaseTerms {
  /** The template that identifies a release: `{app}/{version}`. */
  readonly of: Template;
  /** The groups in `of`. Objects with the same text for each of these groups belong to the same release. */
  readonly groups: readonly string[];
  /** A release is complete if there is an object for each entry. */
  readonly complete: readonly CompleteFile[];
}

/** One entry of `complete`. */
export interface CompleteFile {
  /** The entry as written. */
  readonly text: string;
  /** Matches the keys that fulfil the entry, and reads the groups of `of` from them. */
  readonly pattern: Pattern;
  /** The parsed entry. */
  readonly pieces: readonly CompletePiece[];
}

/** A piece of an entry of `complete`. */
export type CompletePiece =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'group'; readonly group: string }
  // The text is `*` or `**`.
  | { readonly kind: 'wildcard'; readonly text: string };

/** Aliases of one template that move together. */
export interface AliasGroup {
  /** The key of the aliases, with placeholders for the parts that differ within the group: `releases/app/latest/{file}`. */
  readonly name: string;
  /** Every alias of the group begins with this text. */
  readonly aliasPrefix: string;
}

/** Divides the aliases of a template into groups that move together. */
export interface AliasGrouping {
  /** The groups of `of` that can be read from the key of an alias. */
  readonly determinedGroups: ReadonlySet<string>;
  /** The group that an alias belongs to. Undefined if the template cannot produce the alias. */
  groupOfAlias(alias: string): AliasGroup | undefined;
  /** The group that a release can move. Undefined if a group of the regex did not take part in the match. */
  groupOfRelease(groups: Readonly<Record<string, string>>, parts: NamedParts): AliasGroup | undefined;
}
