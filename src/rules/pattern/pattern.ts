import { RE2JS, RE2JSSyntaxException } from 're2js';

/** Where a pattern matched: the named groups that took part, with their text. */
export type Groups = Readonly<Record<string, string>>;

/**
 * A regular expression that runs in linear time (RE2 syntax: no look-around, no back-references), since rules come from
 * people and one bad pattern must not stop the function.
 */
export interface Pattern {
  readonly source: string;
  readonly groups: readonly string[];
  /** How many instructions it has: what compiling it and matching each character cost. */
  readonly size: number;
  match(text: string): Groups | undefined;
}

/** Why a pattern cannot be used. */
export interface RefusedPattern {
  readonly refused: string;
  /** The instructions that it compiled to, where it is refused for being large. */
  readonly size?: number;
}

/**
 * How many instructions a pattern may have. Real regexes have about 30, one with bounded repeats in each group 900, and an
 * alternation of 2,000 names 600. RE2 itself takes 570,000, which need 0.3 s to compile and 10 ms for each key.
 */
const MOST_INSTRUCTIONS = 10_000;

/** The compiled pattern, or why it is refused. */
export function compilePattern(source: string, most = MOST_INSTRUCTIONS): Pattern | RefusedPattern {
  try {
    const compiled = RE2JS.compile(source);
    const size = compiled.programSize();
    if (size > most) {
      return { refused: `it compiles to ${size} instructions, and at most ${most} are taken`, size };
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
  // Without a prototype, so that a group named `constructor` that took no part is absent, and `__proto__` is a name.
  const groups: Record<string, string> = Object.create(null);
  for (const name of names) {
    const value = matcher.group(name);
    if (value !== null) groups[name] = value;
  }
  return groups;
}
