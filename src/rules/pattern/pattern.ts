import { RE2JS, RE2JSSyntaxException } from 're2js';
import { memoize } from '../../memoize.ts';
import { type CutPattern, cutPattern } from './cut-pattern.ts';
import { createGroups, type Groups } from './groups.ts';
import { createNativeMatch, type NativeMatch } from './native/native-match.ts';
import { nativeProgram } from './native/native-program.ts';

/** The regex for a group whose own regex is not known. A plain `.` would not match a line feed. */
export const ANY_TEXT = '(?s:.*)';

/** A piece of a key: literal text, or any text that a regex matches. */
export type TextPiece = { readonly literal: string } | { readonly source: string };

/**
 * A compiled regular expression in RE2 syntax, without look-around and back-references. RE2 runs in linear time, so a badly
 * written regex cannot block the function.
 */
export interface Pattern extends CutPattern {
  readonly source: string;
  /** The names of the groups. */
  readonly groups: readonly string[];
  /** The number of instructions. The time to compile and the time to match a character are proportional to it. */
  readonly size: number;
  /** Whether it runs on the engine of JavaScript, which compiles it when the first text is matched. */
  readonly isNative: boolean;
  /**
   * The same pattern for texts with more literal text at the start. Undefined if it must be compiled for that. `source` is the pattern as written: two texts can mean the same.
   */
  after(start: string, source?: string): Pattern | undefined;
  /** The key template, if the pattern was written as one. Then `source` also matches keys that the template does not match. */
  readonly template?: KeyTemplate;
  /**
   * Returns the groups of the first match. Undefined if the pattern does not match.
   *
   * @param from where the text begins, for native patterns. What is before it does not count.
   */
  match(text: string, from?: number): Groups | undefined;
  /** The offset at which a group of the first match ends. Undefined if the group did not take part in a match. */
  endOf(text: string, group: string): number | undefined;
}

/** A key template, as the source of a pattern. */
export interface KeyTemplate {
  /** The template as written. */
  readonly text: string;
  /** The literal text with which every key begins. */
  readonly start: string;
  /** Names of which it is ambiguous where one ends and the next begins. The first one takes as much as it can. */
  readonly ambiguous: readonly (readonly string[])[];
  /** The names that occur more than once. Their texts are equal. */
  readonly repeated: readonly string[];
  /** The source of the pattern, with a named group for each occurrence of a name. RE2 does not compile it. */
  readonly repeatingSource: string;
}

/** A pattern that cannot be used. */
export interface RefusedPattern {
  /** Why the pattern cannot be used. */
  readonly refused: string;
  /** The number of instructions, if the pattern is refused because it is too large. */
  readonly size?: number;
}

/**
 * The maximum number of instructions of a pattern. Real regexes have about 30. A regex with bounded repeats in each group has
 * 900, and an alternation of 2,000 names has 600. RE2 itself accepts 570,000, which need 0.3 s to compile and 10 ms per key.
 */
const MOST_INSTRUCTIONS = 10_000;

/**
 * Compiles a pattern. Returns why it is refused if it is invalid or has more than `most` instructions. A pattern runs on the
 * engine of JavaScript if it is proved to find the same there, also in linear time. RE2 runs all others.
 */
export function compilePattern(source: string, most = MOST_INSTRUCTIONS): Pattern | RefusedPattern {
  const cut = cutPattern(source);
  const native = compileNative(cut.rest);
  return native === undefined || cut.start.length + native.size > most
    ? compileRe2(source, most)
    : new NativePattern(source, cut, native);
}

/** Whether a valid pattern runs on the engine of JavaScript. */
export function isNativePattern(source: string): boolean {
  return compileNative(cutPattern(source).rest) !== undefined;
}

/** Many rules have the same text after the folder name with which they begin. */
const compileNative = memoize((rest) => {
  const program = nativeProgram(rest);
  return program && createNativeMatch(program);
});

/** A pattern on the engine of JavaScript. There can be a hundred thousand of them, so what they share is stored once. */
class NativePattern implements Pattern {
  readonly source: string;
  readonly groups: readonly string[];
  readonly size: number;
  readonly isNative = true;
  readonly start: string;
  readonly rest: string;
  readonly #native: NativeMatch;
  #afterAnchor: string | undefined;

  constructor(source: string, { start, rest }: CutPattern, native: NativeMatch) {
    this.source = source;
    this.groups = native.groups;
    this.size = start.length + native.size;
    this.start = start;
    this.rest = rest;
    this.#native = native;
  }

  after(start: string, source = `^${quoteRegex(start)}${this.#sourceAfterAnchor()}`): NativePattern {
    return new NativePattern(source, { start: start + this.start, rest: this.rest }, this.#native);
  }

  #sourceAfterAnchor(): string {
    this.#afterAnchor ??= this.source.slice(1);
    return this.#afterAnchor;
  }

  match(text: string, from = 0): Groups | undefined {
    const { start } = this;
    return start === '' || text.startsWith(start, from) ? this.#native.match(text, from + start.length) : undefined;
  }

  endOf(text: string, group: string): number | undefined {
    return text.startsWith(this.start) ? this.#native.endOf(text, group, this.start.length) : undefined;
  }
}

function compileRe2(source: string, most: number): Pattern | RefusedPattern {
  try {
    const compiled = RE2JS.compile(source);
    const size = compiled.programSize();
    if (size > most) {
      return { refused: `it compiles to ${size} instructions, and the limit is ${most}`, size };
    }
    const groups = Object.keys(compiled.namedGroups());
    return {
      source,
      groups,
      size,
      isNative: false,
      after: () => undefined,
      ...cutPattern(source),
      match: (text) => matchGroups(compiled, groups, text),
      endOf: (text, group) => endOfGroup(compiled, group, text),
    };
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return { refused: error.message.replace(/^error parsing regexp: /, '') };
    throw error;
  }
}

function matchGroups(compiled: RE2JS, names: readonly string[], text: string): Groups | undefined {
  const matcher = compiled.matcher(text);
  if (!matcher.find()) return undefined;
  const groups = createGroups();
  for (const name of names) {
    const value = matcher.group(name);
    if (value !== null) groups[name] = value;
  }
  return groups;
}

function endOfGroup(compiled: RE2JS, group: string, text: string): number | undefined {
  const matcher = compiled.matcher(text);
  const end = matcher.find() ? matcher.end(group) : -1;
  return end === -1 ? undefined : end;
}

/** The same pattern with another way to match. */
export function withMatch(pattern: Pattern, match: Pattern['match']): Pattern {
  return { ...pattern, match, after: () => undefined, endOf: (text, group) => pattern.endOf(text, group) };
}

/** A regex that matches only the given text. It is valid for RE2 and for JavaScript. */
export function quoteRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
