import type { WrittenRule } from '../file/rules-schema.ts';
import { determinedPieces, joinPieces, pieceSource } from '../pattern/alias-pattern.ts';
import type { Groups } from '../pattern/groups.ts';
import { compilePattern, type Pattern, type TextPiece, withMatch } from '../pattern/pattern.ts';
import { parseTemplate, pieceText, type Template, type TemplatePiece } from '../pattern/template.ts';
import type { CompleteFile, CompletePiece, ReleaseTerms } from '../release.ts';
import type { CompiledMatch } from './compile-match.ts';
import type { RuleProblem } from './rule-problem.ts';

/** The regexes of the wildcards in `complete`. */
const WILDCARDS: Readonly<Record<string, string>> = { '*': '[^/]*', '**': '(?s:.*)' };

/** The parts of a rule that `release` can refer to. */
interface ReleaseScope extends Pick<CompiledMatch, 'prefix' | 'pattern' | 'sources'> {
  /** The groups that `order.on` names. */
  readonly orderGroups: readonly string[];
}

/** Compiles `release`. Returns all problems if it is invalid, and undefined if the rule has no releases. */
export function compileRelease(
  written: WrittenRule,
  scope: ReleaseScope,
): ReleaseTerms | undefined | readonly RuleProblem[] {
  const { release, onDelete } = written;
  if (release === undefined) return undefined;
  if (typeof onDelete === 'object') return [UNSUPPORTED_FALLBACK];
  if (onDelete !== 'repoint') return [unsupportedOnDelete(onDelete)];
  const of = parseReleaseOf(release.of, scope);
  if ('what' in of) return [of];
  const groups = [...new Set(of.flatMap((piece) => (piece.kind === 'group' ? [piece.group] : [])))];
  const files = { groups, prefix: scope.prefix, sources: scope.sources };
  const compiled = release.complete.map((text, i) => compileFile(text, ['release', 'complete', i], files));
  const problems = compiled.filter((file): file is RuleProblem => 'what' in file);
  if (problems.length > 0) return problems;
  return { of, groups, complete: compiled.filter((file): file is CompleteFile => 'pieces' in file) };
}

const UNSUPPORTED_FALLBACK: RuleProblem = {
  path: ['onDelete', 'fallback'],
  what: 'onDelete: fallback cannot be combined with release',
  why: 'a release has many files, and all their aliases would point at the same object',
  instead: 'write repoint, or omit onDelete',
};

function unsupportedOnDelete(onDelete: string): RuleProblem {
  return {
    path: ['onDelete'],
    what: `onDelete: ${onDelete} cannot be combined with release`,
    why: 'each alias would be kept or removed on its own, so aliases would point at files of different releases',
    instead: 'write repoint, or omit onDelete: the aliases then move to the previous complete release',
  };
}

function parseReleaseOf(text: string, { pattern, orderGroups }: ReleaseScope): Template | RuleProblem {
  const path = ['release', 'of'];
  const of = parseTemplate(text);
  if ('why' in of) return { path, what: 'release.of cannot be read', ...of };
  const groups = pattern.groups.length === 0 ? '(none)' : pattern.groups.join(', ');
  const other = of.find((piece) => piece.kind === 'part' || (piece.kind === 'group' && !has(pattern, piece.group)));
  if (other !== undefined) {
    const why = `a release is identified by whole groups of match, which are ${groups}`;
    return { path, what: `release.of names ${pieceText(other)}`, why, instead: 'name one of these groups' };
  }
  if (!of.some(({ kind }) => kind === 'group')) {
    const why = 'all objects would belong to one release';
    return { path, what: 'release.of does not name a group', why, instead: `name one of the groups ${groups}` };
  }
  const missing = orderGroups.find((group) => !of.some((one) => one.kind === 'group' && one.group === group));
  if (missing === undefined) return of;
  return {
    path,
    what: `release.of does not name {${missing}}`,
    why: 'order.on uses it, so objects of one release could have different positions in the order',
    instead: `add it to release.of, like "${text}/{${missing}}"`,
  };
}

function has({ groups }: Pattern, group: string): boolean {
  return groups.includes(group);
}

/** The parts of a rule that the entries of `complete` can refer to. */
interface CompleteScope {
  /** The groups of `of`. */
  readonly groups: readonly string[];
  readonly prefix: string;
  readonly sources: ReadonlyMap<string, string>;
}

/** A parsed entry of `complete`, before it is checked. */
interface CompleteDraft extends Pick<CompleteScope, 'groups' | 'prefix'> {
  readonly template: Template;
  readonly pieces: readonly CompletePiece[];
  readonly parts: readonly TextPiece[];
  /** The groups of `of` in braces, for messages. */
  readonly groupList: string;
}

function compileFile(
  text: string,
  path: readonly (string | number)[],
  { groups, prefix, sources }: CompleteScope,
): CompleteFile | RuleProblem {
  const what = `the file "${text}" cannot show that a release is complete`;
  const template = parseTemplate(text);
  if ('why' in template) return { path, what: `the file "${text}" cannot be read`, ...template };
  const pieces = template.flatMap(withWildcards);
  const parts = pieces.map((piece): TextPiece => sourceOf(piece, sources));
  const groupList = groups.map((name) => `{${name}}`).join(', ');
  const draft = { groups, prefix, template, pieces, parts, groupList };
  const problem = CHECKS.map((check) => check(draft)).find((found) => found !== undefined);
  if (problem !== undefined) return { path, what, ...problem };
  const pattern = compilePattern(joinPieces(parts, (index) => firstGroup(pieces, index)));
  if ('refused' in pattern) return { path, what, why: pattern.refused, instead: 'make it shorter' };
  return { text, pattern: withRepeats(pattern, pieces), pieces };
}

/** Checks one requirement of an entry of `complete`. */
type Check = (draft: CompleteDraft) => Pick<RuleProblem, 'why' | 'instead'> | undefined;

const namesOtherGroup: Check = ({ template, groups, groupList }) => {
  const other = template.find(
    (piece) => piece.kind === 'part' || (piece.kind === 'group' && !groups.includes(piece.group)),
  );
  if (other === undefined) return undefined;
  return { why: `${pieceText(other)} is not a group of release.of`, instead: `write * for it, or one of ${groupList}` };
};

const omitsGroup: Check = ({ template, groups, groupList }) => {
  const missing = groups.find((group) => !template.some((piece) => piece.kind === 'group' && piece.group === group));
  if (missing === undefined) return undefined;
  return {
    why: `it does not name {${missing}}, so it would belong to several releases`,
    instead: `name all of ${groupList}`,
  };
};

const isOutsidePrefix: Check = ({ pieces, prefix }) => {
  const start = startOf(pieces);
  if (start.startsWith(prefix) || prefix.startsWith(start)) return undefined;
  return {
    why: `only keys that begin with the prefix "${prefix}" of match are listed`,
    instead: `begin it with "${prefix}", or shorten the prefix`,
  };
};

const isAmbiguous: Check = ({ pieces, parts }) => {
  const determined = determinedPieces(parts);
  const ambiguous = pieces
    .map((_, i) => firstGroup(pieces, i))
    .find((group, i) => !determined.has(i) && group !== undefined);
  if (ambiguous === undefined) return undefined;
  return {
    why: `it is ambiguous where {${ambiguous}} begins and ends in a key`,
    instead: 'put / between groups, write {name} for them in match.key, or [^/]+ in the regex, and put wildcards last',
  };
};

/** The checks of an entry, in this order. Only the first problem is reported. */
const CHECKS: readonly Check[] = [namesOtherGroup, omitsGroup, isOutsidePrefix, isAmbiguous];

/** The group at an index, if this is its first occurrence. The text of the group is read there. */
function firstGroup(pieces: readonly CompletePiece[], index: number): string | undefined {
  const piece = pieces[index];
  if (piece?.kind !== 'group') return undefined;
  return pieces.findIndex((one) => one.kind === 'group' && one.group === piece.group) === index
    ? piece.group
    : undefined;
}

/** Adds a check that repeated groups have equal texts. The pattern itself cannot check this, because RE2 has no back-references. */
function withRepeats(pattern: Pattern, pieces: readonly CompletePiece[]): Pattern {
  const isRepeated = pieces.some((piece, i) => piece.kind === 'group' && firstGroup(pieces, i) === undefined);
  if (!isRepeated) return pattern;
  const match: Pattern['match'] = (key) => {
    const groups = pattern.match(key);
    return groups !== undefined && fitsFilled(pieces, groups, key) ? groups : undefined;
  };
  return withMatch(pattern, match);
}

/** Divides the literal text of a piece at its wildcards. */
function withWildcards(piece: TemplatePiece): readonly CompletePiece[] {
  if (piece.kind === 'group') return [piece];
  if (piece.kind === 'part') return [];
  return piece.text
    .split(/(\*\*|\*)/)
    .filter((text) => text !== '')
    .map((text) => ({ kind: WILDCARDS[text] === undefined ? 'literal' : 'wildcard', text }));
}

/** The literal text at the start. It can consist of several pieces, because an escaped brace is a separate piece. */
function startOf(pieces: readonly CompletePiece[]): string {
  const end = pieces.findIndex(({ kind }) => kind !== 'literal');
  const literals = end === -1 ? pieces : pieces.slice(0, end);
  return literals.map((piece) => (piece.kind === 'literal' ? piece.text : '')).join('');
}

function sourceOf(piece: CompletePiece, sources: ReadonlyMap<string, string>): TextPiece {
  if (piece.kind === 'wildcard') return { source: WILDCARDS[piece.text] ?? '' };
  // The entries name no parts of order values.
  return pieceSource(piece, () => undefined, sources);
}

/** Whether a text matches the pieces when the groups have these texts. */
export function fitsFilled(pieces: readonly CompletePiece[], groups: Groups, text: string): boolean {
  let ends = new Set([0]);
  for (const piece of pieces) ends = new Set([...ends].flatMap((from) => endsOf(piece, groups, text, from)));
  return ends.has(text.length);
}

/** The offsets at which a piece can end if it begins at `from`. */
function endsOf(piece: CompletePiece, groups: Groups, text: string, from: number): readonly number[] {
  if (piece.kind !== 'wildcard') {
    const own = piece.kind === 'group' ? groups[piece.group] : piece.text;
    return own !== undefined && text.startsWith(own, from) ? [from + own.length] : [];
  }
  const slash = piece.text === '*' ? text.indexOf('/', from) : -1;
  const last = slash === -1 ? text.length : slash;
  return Array.from({ length: last - from + 1 }, (_, i) => from + i);
}
