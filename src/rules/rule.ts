import type { MinimumAge } from './compile/minimum-age.ts';
import type { Order } from './orders/order.ts';
import type { OrderName } from './orders/orders.ts';
import type { Pattern } from './pattern/pattern.ts';
import type { PatternAtom } from './pattern/pattern-shape.ts';
import type { Template } from './pattern/template.ts';
import type { AliasGrouping, ReleaseTerms } from './release.ts';

type OnDelete = 'repoint' | 'remove' | 'keep';
type OnConflict = 'refuse' | 'replace';

/** One compiled alias template of a rule. */
export interface AliasTemplate {
  /** The parsed template of the alias key. */
  readonly pieces: Template;
  /** The template as written. */
  readonly text: string;
  readonly prereleases: boolean;
  /** Why a valid order value is outside the limits of this alias, or undefined if it is inside. */
  readonly bounds: ((value: unknown) => string | undefined) | undefined;
  /** How old a candidate must be to become the target. The sweep moves the alias when it is old enough. */
  readonly minimumAge: MinimumAge | undefined;
  /** Only a command that names the alias moves it. */
  readonly protected: boolean;
  /** Identifies everything that decides the target. An alias written with another digest is decided again from a listing. */
  readonly digest: string;
  /** Matches every alias key that the template can produce, and reads the groups from it. */
  readonly keyPattern: Pattern;
  /** Groups whose texts the alias key determines. */
  readonly determinedGroups: ReadonlySet<string>;
  /** How its aliases are grouped, if the rule has releases. */
  readonly grouping: AliasGrouping | undefined;
}

/** One compiled rule. Immutable. */
export interface Rule {
  readonly name: string;
  readonly prefix: string;
  readonly pattern: Pattern;
  /** Keys that it matches are not candidates, even if `pattern` matches them. */
  readonly exclude: Pattern | undefined;
  /** The parsed regex. Undefined if its syntax is not supported: then listings are narrowed to `prefix` only. */
  readonly shape: readonly PatternAtom[] | undefined;
  readonly orderName: OrderName;
  readonly order: Order;
  /** The template of the text that is ordered: `{version}` for `on: version`. */
  readonly orderTemplate: Template;
  /** The group in `order.on`, if it consists of one group only. `{version.major}` then equals `{order.major}`. */
  readonly orderGroup: string | undefined;
  readonly templates: readonly AliasTemplate[];
  /** Which candidates move together. Undefined if each alias moves alone. */
  readonly release: ReleaseTerms | undefined;
  readonly onDelete: OnDelete;
  /** The key that an alias points at when there is no candidate. Without it, the alias is removed. */
  readonly fallback: string | undefined;
  readonly onConflict: OnConflict;
  /** Whether events about links at its aliases are handled. Otherwise they are skipped. */
  readonly guard: boolean;
}
