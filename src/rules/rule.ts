import type { MinimumAge } from './compile/minimum-age.ts';
import type { HeaderPolicy } from './header-policy.ts';
import type { Groups } from './pattern/groups.ts';
import type { Pattern } from './pattern/pattern.ts';
import type { PatternAtom } from './pattern/pattern-shape.ts';
import type { Template } from './pattern/template.ts';
import type { AliasGrouping, ReleaseTerms } from './release.ts';
import type { RuleOrder, RuleValue } from './rule-order.ts';

/** What happens to an alias when its target is deleted. */
type OnDelete = 'repoint' | 'remove' | 'keep';
/** What happens if a real object is at the key of an alias. */
type OnConflict = 'refuse' | 'replace';

/** One compiled alias template of a rule. */
export interface AliasTemplate {
  /** The literal text with which every alias begins. */
  readonly start: string;
  /** What follows it. Templates that differ only in `start` share it. */
  readonly rest: TemplateRest;
  /** The parsed template of the alias key. */
  readonly pieces: Template;
  /** The template as written. */
  readonly text: string;
  /** Whether prereleases can be the target. */
  readonly prereleases: boolean;
  /** Returns why the first order value is outside the limits of this alias, or undefined if it is inside. */
  readonly bounds: ((value: RuleValue) => string | undefined) | undefined;
  /** How old a candidate must be to become the target. The sweep moves the alias once the candidate is old enough. */
  readonly minimumAge: MinimumAge | undefined;
  /** Whether archived objects that are not restored can be the target. */
  readonly archived: 'skip' | 'allow';
  /** Whether only a command that names the alias can move it. */
  readonly protected: boolean;
  /** The headers that the alias does not copy from its target. */
  readonly headers: HeaderPolicy;
  /** A digest of everything that decides the target. */
  readonly targetDigest: string;
  /**
   * `targetDigest`, `-` and a digest of `headers`. If an alias was written with another digest, its candidates are
   * listed and it is written again. Versions without a header policy recorded `targetDigest` alone.
   */
  readonly digest: string;
  /** Matches every alias key that the template can produce, and reads the groups from it. */
  readonly keyPattern: Pattern;
  /** Whether a name occurs more than once in the template. Then the source of `keyPattern` also matches other keys. */
  readonly repeats: boolean;
  /** The groups that can be read from the key of an alias. */
  readonly determinedGroups: ReadonlySet<string>;
  /** How the aliases are grouped. Undefined if the rule has no releases. */
  readonly grouping: AliasGrouping | undefined;
}

/** The pieces of a template after the literal text at its start. */
export interface TemplateRest {
  readonly pieces: Template;
  /** Whether each alias for a key without surrogates can be an object key, if it is not too long. */
  readonly isPlain: boolean;
}

/** Where the markers are that withdraw objects. */
export type MarkerPlace =
  /** Next to each object: `<key>.withdrawn`. */
  | { readonly kind: 'object' }
  /** In a folder that the order determines: `<folder>.withdrawn`. Folders end with a slash. */
  | {
      readonly kind: 'folder';
      /** The folder of a candidate, from the groups of the match. Undefined if the regex does not match the key. */
      folderOf(key: string, groups: Groups): string | undefined;
      /** Whether a folder consists of literal texts and groups, so that the groups say which one it is. */
      readonly isJoined: boolean;
      /** The literal text with which all folders begin. */
      readonly start: string;
      /** Matches the folders. */
      readonly folders: Pattern;
      /** How many atoms of the regex, without the anchor at the start, a folder consists of. */
      readonly atoms: number;
    };

/** One compiled rule. Immutable. */
export interface Rule {
  /**
   * The rule without the folders with which its keys and its aliases begin. Rules that differ only in these folders have the
   * same form. Undefined if the rule is compiled as a whole.
   */
  readonly form: Rule | undefined;
  /** The folders with which all candidates begin, without those of the form. Empty without a form. */
  readonly folders: string;
  readonly name: string;
  /** Every candidate begins with this text. */
  readonly prefix: string;
  /** The key template or the regex. */
  readonly pattern: Pattern;
  /** Keys that this pattern matches are not candidates, even if `pattern` matches them. */
  readonly exclude: Pattern | undefined;
  /** The parsed regex, or that of the key template. Undefined if its syntax is not supported. In that case, listings cover the whole `prefix`. */
  readonly shape: readonly PatternAtom[] | undefined;
  readonly order: RuleOrder;
  /** The groups that `order.on` names in any of the terms, in the order in which they are named. */
  readonly orderGroups: readonly string[];
  readonly templates: readonly AliasTemplate[];
  /** Which candidates move together. Undefined if each alias moves alone. */
  readonly release: ReleaseTerms | undefined;
  readonly onDelete: OnDelete;
  /** The key that an alias points at when there is no candidate. Without it, the alias is removed. */
  readonly fallback: string | undefined;
  readonly onConflict: OnConflict;
  /** Whether events about links at the aliases of the rule are handled. If false, they are skipped. */
  readonly guard: boolean;
  /** Where the markers of its objects are. Undefined if the rule ignores markers. */
  readonly markers: MarkerPlace | undefined;
}
