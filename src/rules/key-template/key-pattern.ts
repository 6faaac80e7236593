import type { Groups } from '../pattern/groups.ts';
import { compilePattern, type KeyTemplate, type Pattern, quoteRegex } from '../pattern/pattern.ts';
import type { TemplateProblem } from '../pattern/template.ts';
import { layoutOf, type Texts } from './key-layout.ts';
import { createKeyMatcher } from './key-matcher.ts';
import { type KeyPiece, parseKeyTemplate } from './parse-key-template.ts';
import type { UnreadableName } from './plan-reading.ts';

/** A key template, compiled. */
export interface KeyPattern extends Pattern {
  readonly template: KeyTemplate;
}

const SOURCES = { name: '[^/]+', path: '[^/]+(?:/[^/]+)*' } as const;

/** Compiles a key template. In the keys that `source` matches, a repeated name can have different texts. */
export function compileKeyTemplate(text: string): KeyPattern | TemplateProblem {
  const pieces = parseKeyTemplate(text);
  if ('why' in pieces) return pieces;
  const matcher = createKeyMatcher(layoutOf(pieces));
  if ('unreadable' in matcher) return unreadableProblem(pieces, matcher.unreadable);
  const names = pieces.flatMap((piece) => (piece.kind === 'literal' ? [] : [piece.name]));
  const groups = [...new Set(names)];
  const repeatingSource = sourceOf(pieces, () => true);
  const pattern = compilePattern(sourceOf(pieces, (index, name) => firstIndexOf(pieces, name) === index));
  if ('refused' in pattern) return { at: 0, why: pattern.refused, instead: 'make the template shorter' };
  return {
    source: pattern.source,
    groups,
    size: pattern.size,
    match: (key) => matchGroups(matcher.match(key), groups),
    endOf: (key, group) => endOfGroup(pieces, matcher.match(key), group),
    template: {
      text,
      start: pieces[0]?.kind === 'literal' ? pieces[0].text : '',
      repeatingSource,
      ambiguous: matcher.ambiguous,
      repeated: groups.filter((name) => names.indexOf(name) !== names.lastIndexOf(name)),
    },
  };
}

/** A longer regex does not help the reader of a message. */
const MOST_SHOWN = 200;

function unreadableProblem(pieces: readonly KeyPiece[], { name, at }: UnreadableName['unreadable']): TemplateProblem {
  const regex = sourceOf(pieces, (index, one) => firstIndexOf(pieces, one) === index).replaceAll('(?P<', '(?<');
  const start = pieces[0]?.kind === 'literal' ? pieces[0].text : '';
  const shown = regex.length > MOST_SHOWN ? '' : `, here prefix: '${start}', regex: '${regex}'`;
  return {
    at,
    why: `{${name}} occurs several times, each time with other names in its folder or file name, so it is not certain where it ends`,
    instead: `write {${name}} as one whole folder, use different names, or write a regex, which does not compare the texts${shown}`,
  };
}

function firstIndexOf(pieces: readonly KeyPiece[], name: string): number {
  return pieces.findIndex((piece) => piece.kind !== 'literal' && piece.name === name);
}

function sourceOf(pieces: readonly KeyPiece[], isNamed: (index: number, name: string) => boolean): string {
  const parts = pieces.map((piece, i) => {
    if (piece.kind === 'literal') return quoteRegex(piece.text);
    return isNamed(i, piece.name) ? `(?P<${piece.name}>${SOURCES[piece.kind]})` : `(?:${SOURCES[piece.kind]})`;
  });
  return `^${parts.join('')}$`;
}

/** The groups of a key. Like those of a regex, they have no prototype. */
function matchGroups(texts: Texts | undefined, names: readonly string[]): Groups | undefined {
  if (texts === undefined) return undefined;
  const groups: Record<string, string> = Object.create(null);
  for (const name of names) groups[name] = texts.get(name) ?? '';
  return groups;
}

/** The offset at which the first occurrence of a name ends. */
function endOfGroup(pieces: readonly KeyPiece[], texts: Texts | undefined, group: string): number | undefined {
  const last = firstIndexOf(pieces, group);
  if (texts === undefined || last === -1) return undefined;
  const lengths = pieces.map((piece) => (piece.kind === 'literal' ? piece.text : (texts.get(piece.name) ?? '')).length);
  return lengths.slice(0, last + 1).reduce((sum, length) => sum + length, 0);
}
