import { RE2JS, RE2JSSyntaxException } from 're2js';

/** The texts of the named groups that took part in a match. */
export type Groups = Readonly<Record<string, string>>;

/**
 * A compiled regular expression in RE2 syntax: no look-around, no back-references. RE2 runs in linear time, so that a badly
 * written regex cannot block the function.
 */
export interface Pattern {
  readonly source: string;
  readonly groups: readonly string[];
  /** The number of instructions, to which the time for compiling and for matching a character is proportional. */
  readonly size: number;
  match(text: string): Groups | undefined;
}

/** A pattern that cannot be used, and why. */
export interface RefusedPattern {
  readonly refused: string;
  /** The number of instructions, if the pattern is refused because it is too large. */
  readonly size?: number;
}

/**
 * The most instructions that a pattern can have. Real regexes have about 30, a regex with bounded repeats in each group 900,
 * and an alternation of 2,000 names 600. RE2 itself accepts 570,000, which take 0.3 s to compile and 10 ms per key.
 */
const MOST_INSTRUCTIONS = 10_000;

/** The compiled pattern, or why it is refused. */
export function compilePattern(source: string, most = MOST_INSTRUCTIONS): Pattern | RefusedPattern {
  try {
    const compiled = RE2JS.compile(source);
    const size = compiled.programSize();
    if (size > most) {
      return { refused: `it compiles to ${size} instructions, and the limit is ${most}`, size };
    }
    const groups = Object.keys(compiled.namedGroups());
    return { source, groups, size, match: (text) => matchGroups(compiled, groups, text) };
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return { refused: error.message.replace(/^error parsing regexp: /, '') };
    throw error;
  }
}

function matchGroups(compiled: RE2JS, names: readonly string[], text: string): Groups | undefined {
  const matcher = compiled.matcher(text);
  if (!matcher.find()) return undefined;
  // Without a prototype, a group named `constructor` is absent unless it matched, and `__proto__` is an ordinary name.
  const groups: Record<string, string> = Object.create(null);
  for (const name of names) {
    const value = matcher.group(name);
    if (value !== null) groups[name] = value;
  }
  return groups;
}

/** A regex that matches the given text only. Valid for RE2 and for JavaScript. */
export function quoteRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
