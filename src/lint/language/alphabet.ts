import { compilePattern } from '../../rules/pattern/pattern.ts';
import type { Language } from './language.ts';

/**
 * The characters that a search tries. All characters that the languages of the search treat the same way form a class, and
 * one character represents each class.
 */
export interface Alphabet {
  /** One character for each class. The most readable characters come first. */
  readonly characters: readonly string[];
  /** Whether every class is certainly represented. */
  readonly isExact: boolean;
}

/** Whether an RE2 character set contains a character. */
export type SetReader = (source: string, character: string) => boolean;

/** Creates a set reader that matches characters with RE2. Results are cached. */
export function createSetReader(): SetReader {
  const known = new Map<
    string,
    { readonly contains: (character: string) => boolean; readonly results: Map<string, boolean> }
  >();
  return (source, character) => {
    let set = known.get(source);
    if (set === undefined) {
      const pattern = compilePattern(`^(?:${source})$`);
      set = {
        contains: (one) => !('refused' in pattern) && pattern.match(one) !== undefined,
        results: new Map<string, boolean>(),
      };
      known.set(source, set);
    }
    const cached = set.results.get(character);
    if (cached !== undefined) return cached;
    const result = set.contains(character);
    set.results.set(character, result);
    return result;
  };
}

/** Examples for Unicode classes like `\pL`, because there are too many characters to try all of them. */
const BEYOND_ASCII = ['é', 'É', '中', '٣', '\u00a0', '\u2028', '😀', '\u0301'];
const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
/** Characters that are easy to read in a finding, best first. */
const LEGIBLE = 'a1bcdefghijklmnopqrstuvwxyz023456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.';

/**
 * The maximum number of combinations of characters and sets. The sets of real rules have a few hundred characters at their
 * borders, and a rule has about ten sets.
 */
const MOST_TRIALS = 200_000;

/**
 * Computes the alphabet of some languages. Returns undefined if they have too many characters and sets. Uses steps of the
 * budget.
 */
export function alphabetOf(
  languages: readonly Language[],
  setContains: SetReader,
  budget: StepBudget,
): Alphabet | undefined {
  const literals = new Set<string>();
  const sets = new Set<string>();
  for (const language of languages) collect(language, literals, sets);
  const candidates = new Set([...ASCII, ...BEYOND_ASCII, ...literals, ...[...sets].flatMap(bordersOf)]);
  const trials = candidates.size * (sets.size + 1);
  budget.left -= trials;
  if (trials > MOST_TRIALS) return undefined;
  const classes = new Map<string, string>();
  for (const character of [...candidates].sort((a, b) => rank(a) - rank(b))) {
    // The prefix keeps the literal 0 apart from the class of characters that are not in the only set.
    const name = literals.has(character)
      ? `literal ${character}`
      : [...sets].map((set) => (setContains(set, character) ? '1' : '0')).join('');
    if (!classes.has(name)) classes.set(name, character);
  }
  return { characters: [...classes.values()], isExact: ![...sets].some((set) => /\\[pP0-7]/.test(set)) };
}

/** Collects the literal characters and the sets of a language. */
function collect(language: Language, literals: Set<string>, sets: Set<string>): void {
  if (language.kind === 'text') for (const character of language.text) literals.add(character);
  else if (language.kind === 'set') sets.add(language.source);
  else if (language.kind === 'repeat') collect(language.item, literals, sets);
  else for (const item of language.items) collect(item, literals, sets);
}

/** The characters written in a set and their neighbors. All characters between two borders are in the same class. */
function bordersOf(source: string): readonly string[] {
  const escaped = [...source.matchAll(/\\x(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/g)].map(([, long, short]) =>
    Number.parseInt(long ?? short ?? '0', 16),
  );
  return [...escaped, ...[...source].map((character) => character.codePointAt(0) ?? 0)]
    .flatMap((code) => [code - 1, code, code + 1])
    .filter((code) => code >= 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff))
    .map((code) => String.fromCodePoint(code));
}

/** The position of a character by readability. */
function rank(character: string): number {
  const place = LEGIBLE.indexOf(character);
  if (place !== -1) return place;
  return LEGIBLE.length + (/^[!-~]$/.test(character) ? 0 : /^[\p{L}\p{N}]$/u.test(character) ? 1 : 2);
}

/** The work that searches can still do. It is counted in steps instead of time, so that every run has the same result. */
export interface StepBudget {
  /** The remaining steps. At 0, the result of every search is unknown. */
  left: number;
}
