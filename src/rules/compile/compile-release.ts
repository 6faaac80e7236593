import type { WrittenRule } from '../file/rules-schema.ts';
import type { OrderName } from '../orders/orders.ts';
import { joinPieces, pieceSource } from '../pattern/alias-pattern.ts';
import { determinedPieces, type TextPiece } from '../pattern/determined-pieces.ts';
import { compilePattern, type Groups, type Pattern } from '../pattern/pattern.ts';
import { parseTemplate, type Template, type TemplatePiece } from '../pattern/template.ts';
import type { CompleteFile, CompletePiece, ReleaseTerms } from '../release.ts';
import type { RuleProblem } from './rule-problem.ts';

/** What `*` and `**` stand for in a key. */
const WILDCARDS: Readonly<Record<string, string>> = { '*': '[^/]*', '**': '(?s:.*)' };

interface ReleaseScope {
  readonly pattern: Pattern;
  readonly on: Template;
  readonly sources: ReadonlyMap<string, string>;
}

/** Makes `release:` ready for use, or says what is wrong with it. */
export function compileRelease(
  written: WrittenRule,
  names: ReleaseScope,
): ReleaseTerms | undefined | readonly RuleProblem[] {
  const { release, order, onDelete } = written;
  if (release === undefined) return undefined;
  if (typeof onDelete === 'object') return [noFallback];
  if (onDelete !== 'repoint') return [onlyRepoint(onDelete)];
  const of = readOf(release.of, names);
  if ('what' in of) return [of];
  const groups = [...new Set(of.flatMap((piece) => (piece.kind === 'group' ? [piece.group] : [])))];
  const files = { groups, prefix: written.match.prefix, order: order.by, sources: names.sources };
  const compiled = release.complete.map((text, i) => compileFile(text, ['release', 'complete', i], files));
  const problems = compiled.filter((file): file is RuleProblem => 'what' in file);
  if (problems.length > 0) return problems;
  return { of, groups, complete: compiled.filter((file): file is CompleteFile => 'pieces' in file) };
}

const noFallback: RuleProblem = {
  path: ['onDelete', 'fallback'],
  what: 'onDelete: fallback cannot stand beside release',
  why: 'a release is many files, and all of their aliases would show the same one',
  instead: 'write repoint, or leave it out',
};

function onlyRepoint(onDelete: string): RuleProblem {
  return {
    path: ['onDelete'],
    what: `onDelete: ${onDelete} cannot stand beside release`,
    why: 'each alias would be left or taken away for itself, and what is shown would be of two releases',
    instead: 'write repoint, or leave it out: a release that is taken back gives way to the one before',
  };
}

function readOf(text: string, { pattern, on }: ReleaseScope): Template | RuleProblem {
  const path = ['release', 'of'];
  const of = parseTemplate(text);
  if ('why' in of) return { path, what: 'release.of cannot be read', ...of };
  const groups = pattern.groups.length === 0 ? '(none)' : pattern.groups.join(', ');
  const other = of.find((piece) => piece.kind === 'part' || (piece.kind === 'group' && !has(pattern, piece.group)));
  if (other !== undefined) {
    const why = `a release is told by whole groups of the regex, which has ${groups}`;
    return { path, what: `release.of names ${nameOf(other)}`, why, instead: 'name one of them' };
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
}

/** As it is written. */
function nameOf(piece: TemplatePiece): string {
  return piece.kind === 'literal'
    ? piece.text
    : piece.kind === 'group'
      ? `{${piece.group}}`
      : `{${piece.of}.${piece.part}}`;
}

function has({ groups }: Pattern, group: string): boolean {
  return groups.includes(group);
}

function isSame(a: TemplatePiece, b: TemplatePiece): boolean {
  return a.kind === 'group' && b.kind === 'group' && a.group === b.group;
}

interface CompleteScope {
  readonly groups: readonly string[];
  readonly prefix: string;
  readonly order: OrderName;
  readonly sources: ReadonlyMap<string, string>;
}

/** One entry of `complete`, read but not yet found good. */
interface CompleteDraft extends Pick<CompleteScope, 'groups' | 'prefix'> {
  readonly template: Template;
  readonly pieces: readonly CompletePiece[];
  readonly parts: readonly TextPiece[];
  /** The groups of `of`, as people write them. */
  readonly may: string;
}

function compileFile(
  text: string,
  path: readonly (string | number)[],
  { groups, prefix, order, sources }: CompleteScope,
): CompleteFile | RuleProblem {
  const what = `the file "${text}" cannot tell of a complete release`;
  const template = parseTemplate(text);
  if ('why' in template) return { path, what: `the file "${text}" cannot be read`, ...template };
  const pieces = template.flatMap(withWildcards);
  const parts = pieces.map((piece): TextPiece => sourceOf(piece, order, sources));
  const may = groups.map((name) => `{${name}}`).join(', ');
  const draft = { groups, prefix, template, pieces, parts, may };
  const problem = CHECKS.map((check) => check(draft)).find((found) => found !== undefined);
  if (problem !== undefined) return { path, what, ...problem };
  const pattern = compilePattern(joinPieces(parts, (index) => firstGroup(pieces, index)));
  if ('refused' in pattern) return { path, what, why: pattern.refused, instead: 'make it shorter' };
  return { text, pattern: withRepeats(pattern, pieces), pieces };
}

type Check = (draft: CompleteDraft) => Pick<RuleProblem, 'why' | 'instead'> | undefined;

const namesOther: Check = ({ template, groups, may }) => {
  const odd = template.find(
    (piece) => piece.kind === 'part' || (piece.kind === 'group' && !groups.includes(piece.group)),
  );
  if (odd === undefined) return undefined;
  return { why: `${nameOf(odd)} is no group of release.of`, instead: `write * where it may differ, or ${may}` };
};

const leavesOut: Check = ({ template, groups, may }) => {
  const missing = groups.find((group) => !template.some((piece) => piece.kind === 'group' && piece.group === group));
  if (missing === undefined) return undefined;
  return { why: `it lies beside every release, since {${missing}} is not in it`, instead: `name all of ${may}` };
};

const isNotListed: Check = ({ pieces, prefix }) => {
  const start = startOf(pieces);
  if (start.startsWith(prefix) || prefix.startsWith(start)) return undefined;
  return {
    why: `match.prefix is "${prefix}", and nothing else is listed`,
    instead: `begin it with "${prefix}", or make the prefix shorter`,
  };
};

const isUnclear: Check = ({ pieces, parts }) => {
  const certain = determinedPieces(parts);
  const unclear = pieces.map((_, i) => firstGroup(pieces, i)).find((group, i) => i >= certain && group !== undefined);
  if (unclear === undefined) return undefined;
  return {
    why: `where {${unclear}} begins and ends in a key is not certain`,
    instead: 'put / between groups, and [^/]+ for them into the regex; wildcards come after',
  };
};

/** What can be wrong with a file, the first that is being told. */
const CHECKS: readonly Check[] = [namesOther, leavesOut, isNotListed, isUnclear];

/** The group that stands at a place and nowhere before it: it is read from there. */
function firstGroup(pieces: readonly CompletePiece[], index: number): string | undefined {
  const piece = pieces[index];
  if (piece?.kind !== 'group') return undefined;
  return pieces.findIndex((one) => one.kind === 'group' && one.group === piece.group) === index
    ? piece.group
    : undefined;
}

/** RE2 has no back-references: that a group which stands twice says the same twice has to be looked at afterwards. */
function withRepeats(pattern: Pattern, pieces: readonly CompletePiece[]): Pattern {
  const isRepeated = pieces.some((piece, i) => piece.kind === 'group' && firstGroup(pieces, i) === undefined);
  if (!isRepeated) return pattern;
  const match: Pattern['match'] = (key) => {
    const groups = pattern.match(key);
    return groups !== undefined && fitsFilled(pieces, groups, key) ? groups : undefined;
  };
  return { ...pattern, match };
}

function withWildcards(piece: TemplatePiece): readonly CompletePiece[] {
  if (piece.kind === 'group') return [piece];
  if (piece.kind === 'part') return [];
  return piece.text
    .split(/(\*\*|\*)/)
    .filter((text) => text !== '')
    .map((text) => ({ kind: WILDCARDS[text] === undefined ? 'literal' : 'wildcard', text }));
}

/** Braces that stand for themselves are pieces of their own. */
function startOf(pieces: readonly CompletePiece[]): string {
  const end = pieces.findIndex(({ kind }) => kind !== 'literal');
  const literals = end === -1 ? pieces : pieces.slice(0, end);
  return literals.map((piece) => (piece.kind === 'literal' ? piece.text : '')).join('');
}

function sourceOf(piece: CompletePiece, order: OrderName, sources: ReadonlyMap<string, string>): TextPiece {
  return piece.kind === 'wildcard' ? { source: WILDCARDS[piece.text] ?? '' } : pieceSource(piece, order, sources);
}

/** Whether a text is what the pieces say once their groups are filled in; a wildcard takes whatever makes it so. */
export function fitsFilled(pieces: readonly CompletePiece[], groups: Groups, text: string): boolean {
  let ends = new Set([0]);
  for (const piece of pieces) ends = new Set([...ends].flatMap((from) => endsOf(piece, groups, text, from)));
  return ends.has(text.length);
}

/** Where a piece may end that begins here. */
function endsOf(piece: CompletePiece, groups: Groups, text: string, from: number): readonly number[] {
  if (piece.kind !== 'wildcard') {
    const own = piece.kind === 'group' ? groups[piece.group] : piece.text;
    return own !== undefined && text.startsWith(own, from) ? [from + own.length] : [];
  }
  const slash = piece.text === '*' ? text.indexOf('/', from) : -1;
  const last = slash === -1 ? text.length : slash;
  return Array.from({ length: last - from + 1 }, (_, i) => from + i);
}
