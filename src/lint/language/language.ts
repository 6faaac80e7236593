/** A set of texts, described by an expression. Unlike a regex, it can contain intersections (`both`). */
export type Language =
  | { readonly kind: 'text'; readonly text: string }
  /** One code point of an RE2 set (`[^/]`, `\d`, `.`). */
  | { readonly kind: 'set'; readonly source: string }
  | { readonly kind: 'sequence'; readonly items: readonly Language[] }
  | { readonly kind: 'either'; readonly items: readonly Language[] }
  | { readonly kind: 'both'; readonly items: readonly [Language, Language] }
  | { readonly kind: 'repeat'; readonly item: Language; readonly least: number; readonly most: number | undefined };

/** The language of exactly one text. */
export function text(content: string): Language {
  return { kind: 'text', text: content };
}

/** The texts that consist of one text of each language, in this order. */
export function sequence(...items: readonly Language[]): Language {
  return { kind: 'sequence', items };
}

/** The texts that are in at least one of the languages. */
export function either(items: readonly Language[]): Language {
  return { kind: 'either', items };
}

/** The texts that are in both languages. */
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

/** Every text that begins with another one. */
export function startingWith(start: string): Language {
  return sequence(text(start), ANY);
}

/**
 * Readable object keys. A key is not empty and does not begin with / or \ (OSS "Object naming conventions" page). Keys with
 * control characters are left out, because they are not useful in findings. The maximum length of keys is ignored.
 */
export const KEYS: Language = sequence(
  { kind: 'set', source: '[^/\\\\\\x00-\\x1f\\x7f]' },
  { kind: 'repeat', item: { kind: 'set', source: '[^\\x00-\\x1f\\x7f]' }, least: 0, most: undefined },
);

/** The text with which every text of a language certainly begins. */
export function startOf(language: Language): string {
  return readStart(language).start;
}

/** `isWhole` if the language has no other text than `start`. */
function readStart(language: Language): { readonly start: string; readonly isWhole: boolean } {
  switch (language.kind) {
    case 'text':
      return { start: language.text, isWhole: true };
    case 'sequence': {
      let start = '';
      for (const item of language.items) {
        const read = readStart(item);
        start += read.start;
        if (!read.isWhole) return { start, isWhole: false };
      }
      return { start, isWhole: true };
    }
    case 'either': {
      const [only, ...others] = language.items;
      return only === undefined || others.length > 0 ? UNKNOWN_START : readStart(only);
    }
    case 'both': {
      const [one, other] = language.items.map(startOf);
      return { start: (one ?? '').length > (other ?? '').length ? (one ?? '') : (other ?? ''), isWhole: false };
    }
    default:
      return UNKNOWN_START;
  }
}

const UNKNOWN_START = { start: '', isWhole: false } as const;
