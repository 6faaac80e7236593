import type { OrderName } from './orders/orders.ts';
import { compilePattern, type Pattern } from './pattern.ts';
import { mayContain, movableSource, type PatternAtom, patternShape } from './pattern-shape.ts';
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
export const groupSources = (atoms: readonly PatternAtom[] | undefined): ReadonlyMap<string, string> =>
  new Map((atoms ?? []).flatMap(sourcesIn));

const sourcesIn = (atom: PatternAtom): readonly (readonly [name: string, source: string])[] => {
  if (atom.kind !== 'group') return [];
  const source = atom.name === undefined ? undefined : movableSource(atom.body);
  const own = atom.name === undefined || source === undefined ? [] : [[atom.name, source] as const];
  return [...own, ...(patternShape(atom.body) ?? []).flatMap(sourcesIn)];
};

export interface AliasPattern {
  readonly reverse: Pattern;
  readonly fixed: ReadonlySet<string>;
}

/** Turns a template round: a pattern for the alias keys that it can give, and the groups that such a key fixes. */
export const aliasPattern = (
  template: Template,
  order: OrderName,
  sources: ReadonlyMap<string, string>,
): AliasPattern => {
  const sourceOf = (piece: TemplatePiece): string =>
    piece.kind === 'literal'
      ? quote(piece.text)
      : piece.kind === 'group'
        ? (sources.get(piece.group) ?? ANY_TEXT)
        : (PART_SOURCES[order]?.[piece.part] ?? ANY_TEXT);
  const named = new Set<string>();
  const parts = template.map((piece) => {
    if (piece.kind !== 'group' || named.has(piece.group)) return `(?:${sourceOf(piece)})`;
    named.add(piece.group);
    return `(?P<${piece.group}>${sourceOf(piece)})`;
  });
  const reverse = compilePattern(`^${parts.join('')}$`);
  if (!('refused' in reverse)) return { reverse, fixed: fixedGroups(template, sourceOf) };
  // Each group's source compiles, but together they can pass the limits of RE2: then only the literal text is compared.
  if (sources.size === 0) throw new TypeError(`the alias pattern does not compile: ${reverse.refused}`);
  return aliasPattern(template, order, new Map());
};

/**
 * A group is fixed by the alias key where everything before it has one possible length, and its own text cannot run on
 * into what follows: `releases/{app}/latest` with `(?<app>[^/]+)` fixes app, `{a}{b}` fixes neither.
 */
const fixedGroups = (template: Template, sourceOf: (piece: TemplatePiece) => string): ReadonlySet<string> => {
  const fixed = new Set<string>();
  for (const [index, piece] of template.entries()) {
    if (piece.kind === 'literal') continue;
    const next = template[index + 1];
    const stop =
      next === undefined
        ? undefined
        : next.kind === 'literal'
          ? String.fromCodePoint(next.text.codePointAt(0) ?? 0)
          : null;
    if (stop === null || (stop !== undefined && mayContain(sourceOf(piece), stop, (set) => setMatches(set, stop))))
      break;
    if (piece.kind === 'group') fixed.add(piece.group);
  }
  return fixed;
};

const setMatches = (set: string, character: string): boolean => {
  const pattern = compilePattern(`^(?:${set})$`);
  return 'refused' in pattern || pattern.match(character) !== undefined;
};

const quote = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
