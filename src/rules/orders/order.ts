/** The result of parsing a valid text. */
export interface OrderValue<V> {
  readonly ok: true;
  /** The value that `compare` compares. */
  readonly value: V;
  /** Whether the value is a prerelease. Only aliases with `prereleases: true` accept prereleases. */
  readonly prerelease: boolean;
  /** Parts that templates can name, for example `major`. */
  readonly parts: Readonly<Record<string, string>>;
}

/** The result for a text that an order cannot parse, and why. Candidates with such a text are skipped. */
export interface NotOrdered {
  readonly ok: false;
  readonly why: string;
}

/**
 * An order of texts, for example of semantic versions. `compare` returns 0 for values that are equal in this order.
 * `compareCandidates` then compares the time of the last change and the key, so that all instances agree.
 */
export interface Order<V = unknown> {
  parse(text: string): OrderValue<V> | NotOrdered;
  compare(a: V, b: V): number;
  /** All names that `parts` of a value can contain. Templates that name others are rejected when the rules are loaded. */
  readonly parts: readonly string[];
  /** Valid texts, used in messages and in the search for loops. */
  readonly examples: readonly string[];
}
