/** A set of texts, as an expression. Unlike a regex, it can be an intersection (`both`). */
export type Language =
  | { readonly kind: 'text'; readonly text: string }
  /** Each code point in an RE2 set (`[^/]`, `\d`, `.`). */
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

/** Every text, including line feeds. */
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
 * Readable object keys: not empty, and not beginning with / or \ (OSS "Object naming conventions" page). Keys with control
 * characters are left out, because they are not useful in findings. The length limit is ignored.
 */
export const KEYS: Language = sequence(
  { kind: 'set', source: '[^/\\\\\\x00-\\x1f\\x7f]' },
  { kind: 'repeat', item: { kind: 'set', source: '[^\\x00-\\x1f\\x7f]' }, least: 0, most: undefined },
);
