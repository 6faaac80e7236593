import type { OrderName } from '../orders/orders.ts';
import { determinedPieces, type TextPiece } from './determined-pieces.ts';
import { compilePattern, type Pattern } from './pattern.ts';
import { embeddableSource, type PatternAtom, patternShape } from './pattern-shape.ts';
import type { Template, TemplatePiece } from './template.ts';

/** What the parts of an order value look like in a key; any text where it is not said. */
const PART_SOURCES: Partial<Record<OrderName, Readonly<Record<string, string>>>> = {
  semver: {
    major: '[0-9]+',
    minor: '[0-9]+',
    patch: '[0-9]+',
    prerelease: '[0-9A-Za-z.-]*',
    build: '[0-9A-Za-z.-]*',
  },
  pep440: { epoch: '[0-9]+', major: '[0-9]+', minor: '[0-9]+', micro: '[0-9]+', local: '[0-9A-Za-z.]*' },
  maven: { major: '[0-9]+', minor: '[0-9]+', patch: '[0-9]+', qualifier: '[0-9A-Za-z.-]*' },
  debian: { epoch: '[0-9]+', upstream: '[0-9A-Za-z.+~-]+', revision: '[0-9A-Za-z.+~]*' },
  calver: { year: '[0-9]+', month: '[0-9]+', third: '[0-9]+', fourth: '[0-9]+' },
  date: Object.fromEntries(
    ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond'].map((part) => [part, '[0-9]+']),
  ),
};

/** What a group may hold where its own source says nothing certain: `.` alone would leave out a line feed. */
const ANY_TEXT = '(?s:.*)';

/** The source of each named group of a pattern, wherever it stands in it, as far as it means the same elsewhere. */
export function groupSources(atoms: readonly PatternAtom[] | undefined): ReadonlyMap<string, string> {
  return new Map((atoms ?? []).flatMap(sourcesIn));
}

function sourcesIn(atom: PatternAtom): readonly (readonly [name: string, source: string])[] {
  if (atom.kind !== 'group') return [];
  const source = atom.name === undefined ? undefined : embeddableSource(atom.body);
  const own = atom.name === undefined || source === undefined ? [] : [[atom.name, source] as const];
  return [...own, ...(patternShape(atom.body) ?? []).flatMap(sourcesIn)];
}

export interface AliasPattern {
  readonly keyPattern: Pattern;
  readonly determinedGroups: ReadonlySet<string>;
}

/** What a piece of a template may hold in a key. */
export function pieceSource(piece: TemplatePiece, order: OrderName, sources: ReadonlyMap<string, string>): TextPiece {
  if (piece.kind === 'literal') return { literal: piece.text };
  if (piece.kind === 'group') return { source: sources.get(piece.group) ?? ANY_TEXT };
  return { source: PART_SOURCES[order]?.[piece.part] ?? ANY_TEXT };
}

/** The pattern of a text that is put together, its pieces bracketed, some of them by name. */
export function joinPieces(pieces: readonly TextPiece[], nameOf: (index: number) => string | undefined): string {
  const parts = pieces.map((piece, index) => {
    const name = nameOf(index);
    const source = 'literal' in piece ? quote(piece.literal) : piece.source;
    return name === undefined ? `(?:${source})` : `(?P<${name}>${source})`;
  });
  return `^${parts.join('')}$`;
}

/** A template can name a group, whose source has up to 4,000 characters, hundreds of times. */
const MOST_SOURCE = 50_000;

/** Turns a template round: a pattern for the alias keys that it can give, and the groups that such a key fixes. */
export function aliasPattern(template: Template, order: OrderName, sources: ReadonlyMap<string, string>): AliasPattern {
  const pieces = template.map((piece) => pieceSource(piece, order, sources));
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
  // Literal text alone has an instruction per character, so the size of the file bounds it.
  const most = sources.size === 0 ? Number.POSITIVE_INFINITY : undefined;
  const reverse = source.length > MOST_SOURCE ? { refused: 'it is too long' } : compilePattern(source, most);
  if (!('refused' in reverse)) {
    const certain = template.slice(0, determinedPieces(pieces)).flatMap((_, index) => groupAt(index) ?? []);
    return { keyPattern: reverse, determinedGroups: new Set(certain) };
  }
  // Each group's source compiles, but together they can pass the limits of RE2: then only the literal text is compared.
  if (sources.size === 0) throw new TypeError(`the alias pattern does not compile: ${reverse.refused}`);
  return aliasPattern(template, order, new Map());
}

function quote(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
