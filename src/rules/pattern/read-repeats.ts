import { ANY_TEXT, compilePattern, type Pattern, type TextPiece } from './pattern.ts';
import { patternShape } from './pattern-shape.ts';
import { pieceText, type Template } from './template.ts';

/** Returns the text of each piece of a template. Undefined if no reading gives equal names equal texts. */
export type RepeatReader = (text: string) => readonly string[] | undefined;

/**
 * The maximum number of places that are tried for one text. Templates that were found in use need fewer than 1,000. Only a
 * key made to be ambiguous, like `a-a-a-a…` for `{a}-{b}-{c}-{a}`, needs more. It counts as not matching, because another
 * rule's alias is lost if a template wrongly claims it.
 */
const MOST_STEPS = 200_000;

/** How many steps it costs to match a text with a regex. */
const REGEX_STEPS = 20;

/** Whether a name occurs more than once in a template: a group, or a part of the order value like `{version.major}`. */
export function hasRepeats(template: Template): boolean {
  const names = template.filter(({ kind }) => kind !== 'literal').map(pieceText);
  return new Set(names).size < names.length;
}

/**
 * Creates a reader for a template with repeated names. RE2 has no back-references, so the regex of the template also matches
 * texts in which equal names have different texts. The reader tries the possible ends of each name, the last end first, and
 * skips places that failed before with the same texts of names.
 *
 * @param pieces how each piece of the template appears in a key.
 */
export function createRepeatReader(template: Template, pieces: readonly TextPiece[]): RepeatReader {
  const names = template.map((piece) => (piece.kind === 'literal' ? undefined : pieceText(piece)));
  const plan = pieces.map((piece, i): PlannedPiece => {
    const name = names[i];
    if ('literal' in piece || name === undefined) return { literal: 'literal' in piece ? piece.literal : '' };
    return {
      name,
      source: piece.source,
      left: names.slice(i).filter((one) => one === name).length,
      needed: [...new Set(names.slice(0, i))].filter((one) => one !== undefined && names.indexOf(one, i) !== -1),
    };
  });
  const fits = new Map(pieces.flatMap((piece) => ('literal' in piece ? [] : [[piece.source, fitOf(piece.source)]])));
  return (text) => createReading(plan, fits, text)();
}

type PlannedPiece = { readonly literal: string } | PlannedName;

interface PlannedName {
  readonly name: string;
  readonly source: string;
  /** How often the name occurs from this piece on. */
  readonly left: number;
  /** The names before this piece that occur again, in the order of the template. */
  readonly needed: readonly (string | undefined)[];
}

/** How to check quickly whether a part of a text matches a regex. */
type Fit =
  | { readonly kind: 'any' }
  // Every character is in a set, and there are at least `least` of them.
  | { readonly kind: 'set'; readonly has: (character: string) => boolean; readonly least: number }
  | { readonly kind: 'regex'; readonly pattern: Pattern };

function fitOf(source: string): Fit {
  if (source === ANY_TEXT) return { kind: 'any' };
  const [atom, ...others] = patternShape(source) ?? [];
  if (others.length === 0 && atom?.kind === 'set' && /^[*+]$/.test(atom.quantifier)) {
    const set = compiled(`^(?:${atom.source})$`);
    return { kind: 'set', has: (one) => set.match(one) !== undefined, least: atom.quantifier === '+' ? 1 : 0 };
  }
  return { kind: 'regex', pattern: compiled(`^(?:${source})$`) };
}

function compiled(source: string): Pattern {
  const pattern = compilePattern(source);
  // The regex of the whole template contains this one and has the same limit.
  if ('refused' in pattern) throw new TypeError(`a piece of an alias does not compile: ${pattern.refused}`);
  return pattern;
}

/** Reads one text. */
function createReading(
  plan: readonly PlannedPiece[],
  fits: ReadonlyMap<string, Fit>,
  text: string,
): () => readonly string[] | undefined {
  const texts = new Map<string, string>();
  const failed = new Set<string>();
  const matches = createMatcher(fits, text);
  let steps = 0;

  /** The least length of the pieces from an index on, without names that have no text yet. */
  const leastLength = (index: number): number =>
    plan
      .slice(index)
      .reduce((sum, piece) => sum + ('literal' in piece ? piece.literal : (texts.get(piece.name) ?? '')).length, 0);
  const isOnlyOpen = (index: number, name: string): boolean =>
    plan.slice(index).every((piece) => 'literal' in piece || piece.name === name || texts.has(piece.name));

  /** Whether the pieces from `index` on match the text from `at` on. Then `texts` has the text of each name. */
  const readFrom = (index: number, at: number): boolean => {
    let end = at;
    // A loop, because a template can have thousands of pieces. Each recursion gives a text to one more name.
    for (let i = index; ; i++) {
      steps++;
      const piece = plan[i];
      if (piece === undefined) return end === text.length;
      const known = 'literal' in piece ? piece.literal : texts.get(piece.name);
      if (known === undefined) return 'name' in piece && readName(piece, i, end);
      if (!text.startsWith(known, end)) return false;
      end += known.length;
    }
  };

  const readName = (piece: PlannedName, index: number, at: number): boolean => {
    const state = JSON.stringify([index, at, piece.needed.map((name) => texts.get(name ?? ''))]);
    if (failed.has(state)) return false;
    const most = Math.floor((text.length - at - leastLength(index)) / piece.left);
    const exact = isOnlyOpen(index, piece.name);
    if (exact && most * piece.left !== text.length - at - leastLength(index)) return false;
    for (let length = most; length >= (exact ? most : 0) && steps < MOST_STEPS; length--) {
      const { isMatch, cost } = matches(piece.source, at, at + length);
      steps += cost;
      if (!isMatch) continue;
      texts.set(piece.name, text.slice(at, at + length));
      if (readFrom(index + 1, at + length)) return true;
      texts.delete(piece.name);
    }
    failed.add(state);
    return false;
  };

  return () =>
    readFrom(0, 0)
      ? plan.map((piece) => ('literal' in piece ? piece.literal : (texts.get(piece.name) ?? '')))
      : undefined;
}

/** Returns a function that checks whether a regex matches a part of the text. */
function createMatcher(fits: ReadonlyMap<string, Fit>, text: string) {
  const reaches = new Map<string, readonly number[]>();
  const results = new Map<string, boolean>();
  return (source: string, from: number, to: number): { readonly isMatch: boolean; readonly cost: number } => {
    const fit = fits.get(source) ?? { kind: 'any' };
    if (fit.kind === 'any') return { isMatch: true, cost: 1 };
    if (fit.kind === 'set') {
      const reach = reaches.get(source) ?? reachOf(fit.has, text);
      reaches.set(source, reach);
      return { isMatch: to - from >= fit.least && to <= (reach[from] ?? 0), cost: 1 };
    }
    const place = `${from} ${to} ${source}`;
    const before = results.get(place);
    if (before !== undefined) return { isMatch: before, cost: 1 };
    const isMatch = fit.pattern.match(text.slice(from, to)) !== undefined;
    results.set(place, isMatch);
    return { isMatch, cost: REGEX_STEPS };
  };
}

/** For each offset, the end of the characters from there on that are in a set. */
function reachOf(has: (character: string) => boolean, text: string): readonly number[] {
  const known = new Map<string, boolean>();
  const reach: number[] = Array.from({ length: text.length + 1 }, (_, i) => i);
  const characters = [...text];
  let at = text.length;
  let end = text.length;
  for (const character of characters.toReversed()) {
    const isIn = known.get(character) ?? has(character);
    known.set(character, isIn);
    const start = at - character.length;
    if (!isIn) end = start;
    reach[start] = end;
    at = start;
  }
  return reach;
}
