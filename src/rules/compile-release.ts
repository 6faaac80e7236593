import { joinPieces, pieceSource } from './alias-pattern.ts';
import type { RuleProblem } from './compile-rule.ts';
import { fixedPieces, type TextPiece } from './fixed-pieces.ts';
import type { OrderName } from './orders/orders.ts';
import { compilePattern, type Pattern } from './pattern.ts';
import type { CompleteFile, CompletePiece, ReleaseTerms } from './release.ts';
import type { WrittenRule } from './rules-schema.ts';
import { parseTemplate, type Template, type TemplatePiece } from './template.ts';

/** What `*` and `**` stand for in a key. */
const WILDCARDS: Readonly<Record<string, string>> = { '*': '[^/]*', '**': '(?s:.*)' };

interface Names {
  readonly pattern: Pattern;
  readonly on: Template;
  readonly sources: ReadonlyMap<string, string>;
}

/** Makes `release:` ready for use, or says what is wrong with it. */
export const compileRelease = (
  written: WrittenRule,
  names: Names,
): ReleaseTerms | undefined | readonly RuleProblem[] => {
  const { release, order, onDelete } = written;
  if (release === undefined) return undefined;
  if (typeof onDelete === 'object') return [noFallback];
  const of = readOf(release.of, names);
  if ('what' in of) return [of];
  const groups = [...new Set(of.flatMap((piece) => (piece.kind === 'group' ? [piece.group] : [])))];
  const files = release.complete.map((text, i) =>
    compileFile(text, ['release', 'complete', i], groups, written.match.prefix, order.by, names.sources),
  );
  const problems = files.filter((file): file is RuleProblem => 'what' in file);
  if (problems.length > 0) return problems;
  return { of, groups, complete: files.filter((file): file is CompleteFile => 'pieces' in file) };
};

const noFallback: RuleProblem = {
  path: ['onDelete', 'fallback'],
  what: 'onDelete: fallback cannot stand beside release',
  why: 'a release is many files, and all of their aliases would show the same one',
  instead: 'write repoint, remove or keep',
};

const readOf = (text: string, { pattern, on }: Names): Template | RuleProblem => {
  const path = ['release', 'of'];
  const of = parseTemplate(text);
  if ('why' in of) return { path, what: 'release.of cannot be read', ...of };
  const groups = pattern.groups.length === 0 ? '(none)' : pattern.groups.join(', ');
  const other = of.find((piece) => piece.kind === 'part' || (piece.kind === 'group' && !has(pattern, piece.group)));
  if (other !== undefined) {
    const name =
      other.kind === 'part' ? `{${other.of}.${other.part}}` : other.kind === 'group' ? `{${other.group}}` : '';
    const why = `a release is told by whole groups of the regex, which has ${groups}`;
    return { path, what: `release.of names ${name}`, why, instead: 'name one of them' };
  }
  if (!of.some(({ kind }) => kind === 'group')) {
    const why = 'every object would be of the same release';
    return { path, what: 'release.of names no group', why, instead: `name one of the groups ${groups}` };
  }
  const loose = on.find((piece) => piece.kind === 'group' && !of.some((one) => isSame(one, piece)));
  if (loose?.kind !== 'group') return of;
  return {
    path,
    what: `release.of does not name {${loose.group}}`,
    why: 'order.on reads it, so objects of one release could stand in different places',
    instead: `write it into release.of, like "${text}/{${loose.group}}"`,
  };
};

const has = ({ groups }: Pattern, group: string): boolean => groups.includes(group);

const isSame = (a: TemplatePiece, b: TemplatePiece): boolean =>
  a.kind === 'group' && b.kind === 'group' && a.group === b.group;

const compileFile = (
  text: string,
  path: readonly (string | number)[],
  groups: readonly string[],
  prefix: string,
  order: OrderName,
  sources: ReadonlyMap<string, string>,
): CompleteFile | RuleProblem => {
  const what = `the file "${text}" cannot tell of a complete release`;
  const template = parseTemplate(text);
  if ('why' in template) return { path, what: `the file "${text}" cannot be read`, ...template };
  const odd = template.find(
    (piece) => piece.kind === 'part' || (piece.kind === 'group' && !groups.includes(piece.group)),
  );
  const may = groups.map((name) => `{${name}}`).join(', ');
  if (odd !== undefined) {
    const name = odd.kind === 'part' ? `{${odd.of}.${odd.part}}` : odd.kind === 'group' ? `{${odd.group}}` : '';
    return { path, what, why: `${name} is no group of release.of`, instead: `write * where it may differ, or ${may}` };
  }
  const missing = groups.find((group) => !template.some((piece) => piece.kind === 'group' && piece.group === group));
  if (missing !== undefined) {
    return {
      path,
      what,
      why: `it lies beside every release, since {${missing}} is not in it`,
      instead: `name all of ${may}`,
    };
  }
  const pieces = template.flatMap(withWildcards);
  const start = startOf(pieces);
  if (!start.startsWith(prefix) && !prefix.startsWith(start)) {
    const why = `match.prefix is "${prefix}", and nothing else is listed`;
    return { path, what, why, instead: `begin it with "${prefix}", or make the prefix shorter` };
  }
  const parts = pieces.map((piece): TextPiece => sourceOf(piece, order, sources));
  const unclear = pieces.slice(fixedPieces(parts)).find((piece) => piece.kind === 'group');
  if (unclear?.kind === 'group') {
    const why = `where {${unclear.group}} begins and ends in a key is not certain`;
    return {
      path,
      what,
      why,
      instead: 'put / between groups, and [^/]+ for them into the regex; wildcards come after',
    };
  }
  const first = (index: number): string | undefined => {
    const piece = pieces[index];
    if (piece?.kind !== 'group') return undefined;
    const isFirst = pieces.findIndex((one) => one.kind === 'group' && one.group === piece.group) === index;
    return isFirst ? piece.group : undefined;
  };
  const pattern = compilePattern(joinPieces(parts, first));
  if ('refused' in pattern) return { path, what, why: pattern.refused, instead: 'make it shorter' };
  return { text, pattern, pieces };
};

const withWildcards = (piece: TemplatePiece): readonly CompletePiece[] => {
  if (piece.kind === 'group') return [piece];
  if (piece.kind === 'part') return [];
  return piece.text
    .split(/(\*\*|\*)/)
    .filter((text) => text !== '')
    .map((text) => ({ kind: WILDCARDS[text] === undefined ? 'literal' : 'wildcard', text }));
};

const startOf = ([first]: readonly CompletePiece[]): string => (first?.kind === 'literal' ? first.text : '');

const sourceOf = (piece: CompletePiece, order: OrderName, sources: ReadonlyMap<string, string>): TextPiece =>
  piece.kind === 'wildcard' ? { source: WILDCARDS[piece.text] ?? '' } : pieceSource(piece, order, sources);
