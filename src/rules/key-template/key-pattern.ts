import { memoize } from '../../memoize.ts';
import type { Groups } from '../pattern/groups.ts';
import { compilePattern, type KeyTemplate, type Pattern, quoteRegex } from '../pattern/pattern.ts';
import { cutTemplate, type TemplateProblem } from '../pattern/template.ts';
import { layoutOf, type Texts } from './key-layout.ts';
import { createKeyMatcher, type KeyMatcher } from './key-matcher.ts';
import { type KeyPiece, parseKeyTemplate } from './parse-key-template.ts';
import type { UnreadableName } from './plan-reading.ts';

/** A key template, compiled. */
export interface KeyPattern extends Pattern {
  readonly template: KeyTemplate;
}

const SOURCES = { name: '[^/]+', path: '[^/]+(?:/[^/]+)*' } as const;

/** Compiles a key template. In the keys that `source` matches, a repeated name can have different texts. */
export function compileKeyTemplate(text: string): KeyPattern | TemplateProblem {
  const { start, rest: end } = cutTemplate(text);
  const rest = compileRest(end);
  // The problem of a whole template has another place, and may name other text.
  if ('why' in rest) return start === '' ? rest : describeKeys(text, '');
  return describeKeys(text, start);
}

function describeKeys(text: string, start: string): KeyPattern | TemplateProblem {
  const rest = compileRest(text.slice(start.length));
  if ('why' in rest) return rest;
  const pattern = compilePattern(`^${quoteRegex(start)}${rest.source}`);
  if ('refused' in pattern) return { at: 0, why: pattern.refused, instead: 'make the template shorter' };
  return new TemplatePattern(text, start, rest, pattern);
}

/** A part of a key template, from a slash or the start of the template to its end. */
interface TemplateRest {
  readonly pieces: readonly KeyPiece[];
  readonly matcher: KeyMatcher;
  readonly groups: readonly string[];
  readonly repeated: readonly string[];
  /** The pattern of the keys, without `^`. */
  readonly source: string;
  readonly repeatingSource: string;
}

/** Rules that differ only in a folder name have the same rest. */
const compileRest = memoize((text): TemplateRest | TemplateProblem => {
  const pieces = parseKeyTemplate(text);
  if ('why' in pieces) return pieces;
  const matcher = createKeyMatcher(layoutOf(pieces));
  if ('unreadable' in matcher) return unreadableProblem(pieces, matcher.unreadable);
  const names = pieces.flatMap((piece) => (piece.kind === 'literal' ? [] : [piece.name]));
  const groups = [...new Set(names)];
  return {
    pieces,
    matcher,
    groups,
    repeated: groups.filter((name) => names.indexOf(name) !== names.lastIndexOf(name)),
    source: sourceOf(pieces, (index, name) => firstIndexOf(pieces, name) === index),
    repeatingSource: sourceOf(pieces, () => true),
  };
});

class TemplatePattern implements KeyPattern {
  readonly source: string;
  readonly groups: readonly string[];
  readonly size: number;
  readonly isNative: boolean;
  readonly template: KeyTemplate;
  readonly #folders: string;
  readonly #parts: TemplateRest;
  readonly start: string;
  readonly rest: string;
  readonly #pattern: Pattern;

  constructor(text: string, start: string, rest: TemplateRest, pattern: Pattern) {
    const [first] = rest.pieces;
    this.source = pattern.source;
    this.groups = rest.groups;
    this.size = pattern.size;
    this.isNative = pattern.isNative;
    this.start = pattern.start;
    this.rest = pattern.rest;
    this.template = {
      text,
      start: start + (first?.kind === 'literal' ? first.text : ''),
      repeatingSource: `^${quoteRegex(start)}${rest.repeatingSource}`,
      ambiguous: rest.matcher.ambiguous,
      repeated: rest.repeated,
    };
    this.#folders = start;
    this.#parts = rest;
    this.#pattern = pattern;
  }

  after(start: string): TemplatePattern | undefined {
    const pattern = this.#pattern.after(start);
    return pattern && new TemplatePattern(start + this.template.text, start + this.#folders, this.#parts, pattern);
  }

  match(key: string, from = 0): Groups | undefined {
    // A native pattern has at most one way to match a key, so it does not matter who reads it.
    if (this.isNative && this.#parts.repeated.length === 0) return this.#pattern.match(key, from);
    return matchGroups(this.#textsOf(key.slice(from)), this.groups);
  }

  endOf(key: string, group: string): number | undefined {
    const end = endOfGroup(this.#parts.pieces, this.#textsOf(key), group);
    return end === undefined ? undefined : this.#folders.length + end;
  }

  #textsOf(key: string): Texts | undefined {
    return key.startsWith(this.#folders) ? this.#parts.matcher.match(key.slice(this.#folders.length)) : undefined;
  }
}

/** A longer regex does not help the reader of a message. */
const MOST_SHOWN = 200;

function unreadableProblem(pieces: readonly KeyPiece[], { name, at }: UnreadableName['unreadable']): TemplateProblem {
  const regex = `^${sourceOf(pieces, (index, one) => firstIndexOf(pieces, one) === index)}`.replaceAll('(?P<', '(?<');
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
  return `${parts.join('')}$`;
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
