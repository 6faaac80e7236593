/** A set of texts, as an expression. Unlike a pattern it can be cut with others (`both`). */
export type Language =
  | { readonly kind: 'text'; readonly text: string }
  /** One code point that this RE2 set (`[^/]`, `\d`, `.`) takes. */
  | { readonly kind: 'set'; readonly source: string }
  | { readonly kind: 'sequence'; readonly items: readonly Language[] }
  | { readonly kind: 'either'; readonly items: readonly Language[] }
  | { readonly kind: 'both'; readonly items: readonly [Language, Language] }
  | { readonly kind: 'repeat'; readonly item: Language; readonly least: number; readonly most: number | undefined };

export function text(of: string): Language {
  return { kind: 'text', text: of };
}

export function sequence(...items: readonly Language[]): Language {
  return { kind: 'sequence', items };
}

export function either(items: readonly Language[]): Language {
  return { kind: 'either', items };
}

export function both(one: Language, other: Language): Language {
  return { kind: 'both', items: [one, other] };
}

/** Every text, line feeds and all. */
export const ANY: Language = {
  kind: 'repeat',
  item: { kind: 'set', source: '[\\s\\S]' },
  least: 0,
  most: undefined,
};

export function startingWith(start: string): Language {
  return sequence(text(start), ANY);
}

/**
 * Object keys as people write them: not empty, beginning with neither / nor \ (OSS "Object naming conventions" page), and
 * without control characters, of which no finding should speak. Their length is left out.
 */
export const KEYS: Language = sequence(
  { kind: 'set', source: '[^/\\\\\\x00-\\x1f\\x7f]' },
  { kind: 'repeat', item: { kind: 'set', source: '[^\\x00-\\x1f\\x7f]' }, least: 0, most: undefined },
);
