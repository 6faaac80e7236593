/** A text that an order has parsed. */
export interface OrderValue<V> {
  readonly ok: true;
  readonly value: V;
  /** Whether it is a prerelease, which only aliases with `prereleases: true` accept. */
  readonly prerelease: boolean;
  /** Parts that templates can name, for example `major`. */
  readonly parts: Readonly<Record<string, string>>;
}

/** A text that the order cannot parse, and why. Such a candidate is skipped. */
export interface NotOrdered {
  readonly ok: false;
  readonly why: string;
}

/**
 * An order of texts, for example semantic versions. `compare` returns 0 for values that are equal in this order. Such ties
 * are resolved by the time of the last change and the key (see compareCandidates), so that all instances agree.
 */
export interface Order<V = unknown> {
  parse(text: string): OrderValue<V> | NotOrdered;
  compare(a: V, b: V): number;
  /** All names that occur in `parts` of a value. Templates that name others are rejected when the rules are loaded. */
  readonly parts: readonly string[];
  /** Valid texts, used in messages and in the search for loops. */
  readonly examples: readonly string[];
}
