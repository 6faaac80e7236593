/** A set of texts, as an expression. Unlike a pattern it can be cut with others (`both`). */
export type Language =
  | { readonly kind: 'text'; readonly text: string }
  /** One code point that this RE2 set (`[^/]`, `\d`, `.`) takes. */
  | { readonly kind: 'set'; readonly source: string }
  | { readonly kind: 'sequence'; readonly items: readonly Language[] }
  | { readonly kind: 'either'; readonly items: readonly Language[] }
  | { readonly kind: 'both'; readonly items: readonly [Language, Language] }
  | { readonly kind: 'repeat'; readonly item: Language; readonly least: number; readonly most: number | undefined };

export const text = (of: string): Language => ({ kind: 'text', text: of });

export const sequence = (...items: readonly Language[]): Language => ({ kind: 'sequence', items });

export const either = (items: readonly Language[]): Language => ({ kind: 'either', items });

export const both = (one: Language, other: Language): Language => ({ kind: 'both', items: [one, other] });

/** Every text, line feeds and all. */
export const ANY: Language = {
  kind: 'repeat',
  item: { kind: 'set', source: '[\\s\\S]' },
  least: 0,
  most: undefined,
};

export const startingWith = (start: string): Language => sequence(text(start), ANY);

/**
 * Object keys as people write them: not empty, beginning with neither / nor \ (OSS "Object naming conventions" page), and
 * without control characters, of which no finding should speak. Their length is left out.
 */
export const KEYS: Language = sequence(
  { kind: 'set', source: '[^/\\\\\\x00-\\x1f\\x7f]' },
  { kind: 'repeat', item: { kind: 'set', source: '[^\\x00-\\x1f\\x7f]' }, least: 0, most: undefined },
);
