import type { OrderName } from './orders/orders.ts';
import { compilePattern, type Pattern } from './pattern.ts';
import { mayContain, type PatternAtom } from './pattern-shape.ts';
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
  date: Object.fromEntries(
    ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond'].map((part) => [part, '[0-9]+']),
  ),
};

/** The source of each named group of a pattern, wherever it stands in it. */
export const groupSources = (atoms: readonly PatternAtom[] | undefined): ReadonlyMap<string, string> =>
  new Map(
    (atoms ?? []).flatMap((atom) =>
      atom.kind === 'group' && atom.name !== undefined ? [[atom.name, atom.body] as const] : [],
    ),
  );

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
        ? (sources.get(piece.group) ?? '.+')
        : (PART_SOURCES[order]?.[piece.part] ?? '.+');
  const named = new Set<string>();
  const parts = template.map((piece) => {
    if (piece.kind !== 'group' || named.has(piece.group)) return `(?:${sourceOf(piece)})`;
    named.add(piece.group);
    return `(?P<${piece.group}>${withoutNames(sourceOf(piece))})`;
  });
  const reverse = compilePattern(`^${parts.join('')}$`);
  // A group's own source compiles inside the rule's pattern, so it compiles here; where it does not, any key may be ours.
  const safe = 'refused' in reverse ? compilePattern('^.+$') : reverse;
  if ('refused' in safe) throw new TypeError('a constant pattern does not compile');
  return { reverse: safe, fixed: fixedGroups(template, sourceOf) };
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
    const stop = next === undefined ? undefined : next.kind === 'literal' ? next.text.charAt(0) : null;
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

const withoutNames = (source: string): string => source.replace(/\(\?P?<\w+>/g, '(?:');
