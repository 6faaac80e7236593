import type { MinimumAge } from './compile/minimum-age.ts';
import type { Order } from './orders/order.ts';
import type { OrderName } from './orders/orders.ts';
import type { Pattern } from './pattern/pattern.ts';
import type { PatternAtom } from './pattern/pattern-shape.ts';
import type { Template } from './pattern/template.ts';
import type { AliasGrouping, ReleaseTerms } from './release.ts';

type OnDelete = 'repoint' | 'remove' | 'keep';
type OnConflict = 'refuse' | 'replace';

/** One alias template of a rule, ready for use. */
export interface AliasTemplate {
  readonly pieces: Template;
  /** The template as written. */
  readonly text: string;
  readonly prereleases: boolean;
  /** Why an order value is no target of this alias, though it has a place in the order; undefined where it is one. */
  readonly bounds: ((value: unknown) => string | undefined) | undefined;
  /** How old a candidate must be to be a target; the sweep promotes it once it is. */
  readonly minimumAge: MinimumAge | undefined;
  /** Only a person moves it, who names it. */
  readonly protected: boolean;
  /** Names what decides this alias. An alias written under another digest is decided anew from the listing. */
  readonly digest: string;
  /** Matches every alias key that the template can give, and reads its groups back. */
  readonly keyPattern: Pattern;
  /** Groups whose text is certain once the alias key is known. */
  readonly determinedGroups: ReadonlySet<string>;
  /** Which of its aliases move together, where the rule has releases. */
  readonly grouping: AliasGrouping | undefined;
}

/** One rule of the file, ready for use. Immutable. */
export interface Rule {
  readonly name: string;
  readonly prefix: string;
  readonly pattern: Pattern;
  /** Keys that it matches are no candidates, whatever `pattern` says. */
  readonly exclude: Pattern | undefined;
  /** Absent where the pattern's shape is not followed; listings are then narrowed to `prefix` only. */
  readonly shape: readonly PatternAtom[] | undefined;
  readonly orderName: OrderName;
  readonly order: Order;
  /** What is ordered: a template over the groups (`on: version` is `{version}`). */
  readonly orderTemplate: Template;
  /** The group that `on` names, if it names just one: `{version.major}` is then the same as `{order.major}`. */
  readonly orderGroup: string | undefined;
  readonly templates: readonly AliasTemplate[];
  /** Candidates that move as one; undefined where each moves alone. */
  readonly release: ReleaseTerms | undefined;
  readonly onDelete: OnDelete;
  /** The key that an alias points at when no candidate is left, instead of going away. */
  readonly fallback: string | undefined;
  readonly onConflict: OnConflict;
  /** Link-creation events on its aliases are checked, not dropped. */
  readonly guard: boolean;
}
