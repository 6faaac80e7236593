/** What an order read out of a text. */
export interface OrderValue<V> {
  readonly ok: true;
  readonly value: V;
  /** Stays out of an alias unless the alias lets prereleases in. */
  readonly prerelease: boolean;
  /** What templates may name, e.g. `major`. */
  readonly parts: Readonly<Record<string, string>>;
}

/** A text that has no place in the order, and why. It is skipped and never spoils the others. */
export interface NotOrdered {
  readonly ok: false;
  readonly why: string;
}

/**
 * A way to put texts in a row. `compare` is zero where the order itself sees no difference; the tie is then broken by
 * last modified and key (see compareCandidates), so every two machines agree.
 */
export interface Order<V = unknown> {
  parse(text: string): OrderValue<V> | NotOrdered;
  compare(a: V, b: V): number;
  /** Every name that `parts` can hold; a template that names another is refused when the rules are loaded. */
  readonly parts: readonly string[];
  /** Texts that it accepts: shown to people, and tried when aliases are searched for loops. */
  readonly examples: readonly string[];
}
