import { memoizeBy } from '../../memoize.ts';
import type { OrderName } from '../orders/orders.ts';
import { ANY_TEXT, compilePattern, type Pattern, quoteRegex, type TextPiece, withMatch } from './pattern.ts';
import { embeddableSource, mayContain, type PatternAtom, patternShape } from './pattern-shape.ts';
import { createRepeatReader, hasRepeats } from './read-repeats.ts';
import type { Template, TemplatePiece } from './template.ts';

/** The regex for each part of an order value. A part without a regex can be any text. */
const PART_SOURCES: Partial<Record<OrderName, Readonly<Record<string, string>>>> = {
  semver: {
    major: '[0-9]+',
    minor: '[0-9]+',
    patch: '[0-9]+',
    prerelease: '[0-9A-Za-z.-]*',
    build: '[0-9A-Za-z.-]*',
  },
  version: { major: '[0-9]+', minor: '[0-9]+', patch: '[0-9]+' },
  rpm: { epoch: '[0-9]+', version: '[0-9A-Za-z._+~^]+', release: '[0-9A-Za-z._+~^]*' },
  gem: { major: '[0-9]+', minor: '[0-9]+', patch: '[0-9]+' },
  pep440: { epoch: '[0-9]+', major: '[0-9]+', minor: '[0-9]+', micro: '[0-9]+', local: '[0-9A-Za-z.]*' },
  maven: { major: '[0-9]+', minor: '[0-9]+', patch: '[0-9]+', qualifier: '[0-9A-Za-z._+-]*' },
  debian: { epoch: '[0-9]+', upstream: '[0-9A-Za-z.+~-]+', revision: '[0-9A-Za-z.+~]*' },
  calver: { year: '[0-9]+', month: '[0-9]+', third: '[0-9]+', fourth: '[0-9]+' },
  date: Object.fromEntries(
    ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond'].map((part) => [part, '[0-9]+']),
  ),
};

/** The regex of each named group at any depth. Groups whose regex depends on the text around them are left out. */
export function groupSources(atoms: readonly PatternAtom[] | undefined): ReadonlyMap<string, string> {
  return new Map((atoms ?? []).flatMap(sourcesIn));
}

function sourcesIn(atom: PatternAtom): readonly (readonly [name: string, source: string])[] {
  if (atom.kind !== 'group') return [];
  const source = atom.name === undefined ? undefined : embeddableSource(atom.body);
  const own = atom.name === undefined || source === undefined ? [] : [[atom.name, source] as const];
  return [...own, ...(patternShape(atom.body) ?? []).flatMap(sourcesIn)];
}

/** Returns the order whose value has a part that a template names. Undefined if there is none. */
export type OrderOfPart = (of: string, part: string) => OrderName | undefined;

/** How a piece of a template appears in a key: as literal text, or as text that a regex matches. */
export function pieceSource(
  piece: TemplatePiece,
  orderOf: OrderOfPart,
  sources: ReadonlyMap<string, string>,
): TextPiece {
  if (piece.kind === 'literal') return { literal: piece.text };
  if (piece.kind === 'group') return { source: sources.get(piece.group) ?? ANY_TEXT };
  const order = orderOf(piece.of, piece.part);
  return { source: (order === undefined ? undefined : PART_SOURCES[order]?.[piece.part]) ?? ANY_TEXT };
}

/** A regex that matches the pieces one after the other. `nameOf` returns the name of the group of a piece, if it has one. */
export function joinPieces(pieces: readonly TextPiece[], nameOf: (index: number) => string | undefined): string {
  const parts = pieces.map((piece, index) => {
    const name = nameOf(index);
    if ('literal' in piece) return quoteRegex(piece.literal);
    return name === undefined ? `(?:${piece.source})` : `(?P<${name}>${piece.source})`;
  });
  return `^${parts.join('')}$`;
}

/**
 * Finds the indexes of the pieces whose boundaries are unambiguous in every key. For `releases/{app}/latest` with
 * `(?<app>[^/]+)`, these are all pieces. For `{a}{b}`, there are none.
 */
export function determinedPieces(pieces: readonly TextPiece[]): ReadonlySet<number> {
  const fromStart = countDetermined(pieces, (literal) => String.fromCodePoint(literal.codePointAt(0) ?? 0));
  const fromEnd = countDetermined(pieces.toReversed(), (literal) => [...literal].at(-1) ?? '');
  // Both ends of the only other piece are known.
  const isAll = fromStart + fromEnd >= pieces.length - 1;
  const indexes = pieces.map((_, i) => i);
  return new Set(indexes.filter((i) => isAll || i < fromStart || i >= pieces.length - fromEnd));
}

/**
 * Counts the pieces at the start whose ends are known. The end of a piece is known if the rest of the key is literal text, or
 * if the literal that follows has a character that the piece cannot contain.
 */
function countDetermined(pieces: readonly TextPiece[], nearest: (literal: string) => string): number {
  const open = pieces.findIndex((piece, i) => {
    const next = pieces[i + 1];
    if ('literal' in piece || next === undefined) return false;
    if (!('literal' in next)) return true;
    if (i + 2 === pieces.length) return false;
    const stops = [nearest(next.literal), ...(next.literal.includes('/') ? ['/'] : [])];
    return stops.every((stop) => mayContain(piece.source, stop, (set) => setMatches(set, stop)));
  });
  return open === -1 ? pieces.length : open;
}

function setMatches(set: string, character: string): boolean {
  const pattern = compilePattern(`^(?:${set})$`);
  return 'refused' in pattern || pattern.match(character) !== undefined;
}

/** How to recognize and read the keys of an alias template. */
export interface AliasPattern {
  /**
   * Matches every alias key that the template can produce. Equal names have equal texts. Its `source` cannot compare them, so
   * it also matches other keys if `repeats` is true.
   */
  readonly keyPattern: Pattern;
  /** Whether a name occurs more than once in the template. */
  readonly repeats: boolean;
  /** The groups that can be read from the key of an alias. */
  readonly determinedGroups: ReadonlySet<string>;
}

/**
 * The maximum length of a regex. A template can name a group hundreds of times, and the regex of the group can have 4,000
 * characters.
 */
const MOST_SOURCE = 50_000;

/** Creates the pattern for all alias keys that a template can produce, and finds the groups that can be read from them. */
export function aliasPattern(
  template: Template,
  orderOf: OrderOfPart,
  sources: ReadonlyMap<string, string>,
): AliasPattern {
  const pieces = template.map((piece) => pieceSource(piece, orderOf, sources));
  const [first] = pieces;
  const start = first !== undefined && 'literal' in first ? first.literal : undefined;
  const from = start === undefined ? 0 : 1;
  const rest = describeRest(template.slice(from), pieces.slice(from));
  const source = `^${quoteRegex(start ?? '')}${rest.source}`;
  // Without groups, there is one instruction for each character, so the size limit of the file is enough.
  const most = sources.size === 0 ? Number.POSITIVE_INFINITY : undefined;
  const keyPattern = source.length > MOST_SOURCE ? { refused: 'it is too long' } : compilePattern(source, most);
  if (!('refused' in keyPattern)) {
    return {
      keyPattern: rest.repeats ? withEqualTexts(keyPattern, template, pieces) : keyPattern,
      repeats: rest.repeats,
      determinedGroups: rest.determinedGroups,
    };
  }
  // Each group compiles by itself, but together they can exceed the limits. In that case, only match the literal text.
  if (sources.size === 0) throw new TypeError(`the alias pattern does not compile: ${keyPattern.refused}`);
  return aliasPattern(template, orderOf, new Map());
}

/** What is known about the aliases of templates that differ only in the literal text at the start. */
interface AliasRest {
  /** The pattern of an alias key after this text, without `^`. */
  readonly source: string;
  readonly repeats: boolean;
  readonly determinedGroups: ReadonlySet<string>;
}

const describeRest = memoizeBy(
  (template: Template, pieces: readonly TextPiece[]) => JSON.stringify([template, pieces]),
  (template, pieces): AliasRest => {
    const groupAt = (index: number): string | undefined => {
      const piece = template[index];
      return piece?.kind === 'group' ? piece.group : undefined;
    };
    const seen = new Set<string>();
    const source = joinPieces(pieces, (index) => {
      const group = groupAt(index);
      if (group === undefined || seen.has(group)) return undefined;
      seen.add(group);
      return group;
    });
    const determined = determinedPieces(pieces);
    // All occurrences of a group have the same text, so one of them is enough.
    const isRead = (group: string) => template.some((_, index) => groupAt(index) === group && determined.has(index));
    return {
      source: source.slice(1),
      repeats: hasRepeats(template),
      determinedGroups: new Set([...seen].filter(isRead)),
    };
  },
);

/** Adds the check that equal names of a template have equal texts. */
export function withEqualTexts(pattern: Pattern, template: Template, pieces: readonly TextPiece[]): Pattern {
  if (!hasRepeats(template)) return pattern;
  const read = createRepeatReader(template, pieces);
  const match: Pattern['match'] = (key) => {
    // Most keys do not match, and the regex finds that out in linear time.
    if (pattern.match(key) === undefined) return undefined;
    const texts = read(key);
    if (texts === undefined) return undefined;
    const groups: Record<string, string> = Object.create(null);
    template.forEach((piece, i) => {
      if (piece.kind === 'group') groups[piece.group] = texts[i] ?? '';
    });
    return groups;
  };
  return withMatch(pattern, match);
}
