import { compilePattern } from '../../rules/pattern/pattern.ts';
import type { Language } from './language.ts';

/** Characters that some languages do not tell apart, by one of them, the most readable first. */
export interface Alphabet {
  readonly characters: readonly string[];
  /** Whether no character was missed that the languages tell from all of these. */
  readonly isExact: boolean;
}

export type SetReader = (source: string, character: string) => boolean;

/** Reads sets by the engine that will read them, and remembers. */
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

/** Some of each kind that `\pL` and its like tell apart: there are too many to try all. */
const BEYOND_ASCII = ['é', 'É', '中', '٣', '\u00a0', '\u2028', '😀', '\u0301'];
const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
const LEGIBLE = 'a1bcdefghijklmnopqrstuvwxyz023456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.';

/**
 * How many characters times sets are tried. Sets of real rules have a few hundred characters at their borders, and a rule
 * has ten sets.
 */
const MOST_TRIALS = 200_000;

/** Undefined where there are too many characters and sets to tell apart. Counts its steps. */
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

/** The characters that stand in a set, and their neighbours: between two borders a set treats all alike. */
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

/** Counts down the steps that searches may still take. Steps are counted rather than timed, so that each run stops alike. */
export interface StepBudget {
  /** Searches give no more answers when none is left. */
  left: number;
}
