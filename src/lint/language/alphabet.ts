import { compilePattern } from '../../rules/pattern/pattern.ts';
import type { Language } from './language.ts';

/** One representative for each class of characters that some languages treat the same way, most readable first. */
export interface Alphabet {
  readonly characters: readonly string[];
  /** Whether these represent all characters. False if a class can have been missed. */
  readonly isExact: boolean;
}

/** Whether an RE2 character set contains a character. */
export type SetReader = (source: string, character: string) => boolean;

/** Tests whether a character set contains a character, with RE2 itself. Results are cached. */
export function createSetReader(): SetReader {
  const known = new Map<
    string,
    { readonly takes: (character: string) => boolean; readonly seen: Map<string, boolean> }
  >();
  return (source, character) => {
    let set = known.get(source);
    if (set === undefined) {
      const pattern = compilePattern(`^(?:${source})$`);
      set = {
        takes: (one) => !('refused' in pattern) && pattern.match(one) !== undefined,
        seen: new Map<string, boolean>(),
      };
      known.set(source, set);
    }
    const seen = set.seen.get(character);
    if (seen !== undefined) return seen;
    const takes = set.takes(character);
    set.seen.set(character, takes);
    return takes;
  };
}

/** Examples for Unicode classes like `\pL`, because there are too many characters to try all. */
const BEYOND_ASCII = ['é', 'É', '中', '٣', '\u00a0', '\u2028', '😀', '\u0301'];
const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
const LEGIBLE = 'a1bcdefghijklmnopqrstuvwxyz023456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.';

/**
 * The most combinations of characters and sets that are tried. The sets of real rules have a few hundred characters at their
 * borders, and a rule has ten sets.
 */
const MOST_TRIALS = 200_000;

/** The alphabet of some languages, or undefined if they have too many characters and sets. Takes steps from the budget. */
export function alphabetOf(languages: readonly Language[], takes: SetReader, budget: StepBudget): Alphabet | undefined {
  const literals = new Set<string>();
  const sets = new Set<string>();
  for (const language of languages) collect(language, literals, sets);
  const candidates = new Set([...ASCII, ...BEYOND_ASCII, ...literals, ...[...sets].flatMap(bordersOf)]);
  const trials = candidates.size * (sets.size + 1);
  budget.left -= trials;
  if (trials > MOST_TRIALS) return undefined;
  const kinds = new Map<string, string>();
  for (const character of [...candidates].sort((a, b) => rank(a) - rank(b))) {
    const kind = literals.has(character)
      ? character
      : [...sets].map((set) => (takes(set, character) ? '1' : '0')).join('');
    if (!kinds.has(kind)) kinds.set(kind, character);
  }
  return { characters: [...kinds.values()], isExact: ![...sets].some((set) => /\\[pP0-7]/.test(set)) };
}

function collect(language: Language, literals: Set<string>, sets: Set<string>): void {
  if (language.kind === 'text') for (const character of language.text) literals.add(character);
  else if (language.kind === 'set') sets.add(language.source);
  else if (language.kind === 'repeat') collect(language.item, literals, sets);
  else for (const item of language.items) collect(item, literals, sets);
}

/** The characters written in a set and their neighbours. Characters between two borders are in the same class. */
function bordersOf(source: string): readonly string[] {
  const escaped = [...source.matchAll(/\\x(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/g)].map(([, long, short]) =>
    Number.parseInt(long ?? short ?? '0', 16),
  );
  return [...escaped, ...[...source].map((character) => character.codePointAt(0) ?? 0)]
    .flatMap((code) => [code - 1, code, code + 1])
    .filter((code) => code >= 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff))
    .map((code) => String.fromCodePoint(code));
}

function rank(character: string): number {
  const place = LEGIBLE.indexOf(character);
  if (place !== -1) return place;
  return LEGIBLE.length + (/^[!-~]$/.test(character) ? 0 : /^[\p{L}\p{N}]$/u.test(character) ? 1 : 2);
}

/** The steps that remain for searches. Steps are counted instead of time, so that every run has the same result. */
export interface StepBudget {
  /** At 0, searches do not return any more results. */
  left: number;
}
