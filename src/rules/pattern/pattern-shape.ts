import { defined } from '../../defined.ts';

/** One item at the top level of a regular expression, as written. `quantifier` is for example `*`, or empty. */
export type PatternAtom =
  | { readonly kind: 'literal'; readonly text: string; readonly source: string; readonly quantifier: string }
  | { readonly kind: 'set'; readonly source: string; readonly quantifier: string }
  | { readonly kind: 'group'; readonly name?: string; readonly body: string; readonly quantifier: string }
  | { readonly kind: 'start' }
  | { readonly kind: 'anchor' }
  | { readonly kind: 'alternation' };

/**
 * Parses the top level of a regular expression. Returns undefined if it uses unsupported syntax (flags, `\Q..\E`). The result
 * only narrows listings and helps to find the owner of an alias, so undefined is always safe.
 */
export function patternShape(source: string): readonly PatternAtom[] | undefined {
  // Between \Q and \E, brackets are literal text, so the structure after \Q is unknown.
  if (source.includes('\\Q')) return undefined;
  const atoms: PatternAtom[] = [];
  let at = 0;
  while (at < source.length) {
    const read = readAtom(source, at);
    if (read === undefined) return undefined;
    const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})[?+]?/.exec(source.slice(read.end))?.[0] ?? '';
    // `^*` also matches in other places than the start.
    if (quantifier !== '' && !('quantifier' in read.atom)) return undefined;
    atoms.push('quantifier' in read.atom ? { ...read.atom, quantifier } : read.atom);
    at = read.end + quantifier.length;
  }
  return atoms;
}

/** The text with which every match of an anchored regex begins. Empty if this is not certain. */
export function regexStart([first, ...atoms]: readonly PatternAtom[]): string {
  if (first?.kind !== 'start' || atoms.some(({ kind }) => kind === 'alternation')) return '';
  const end = atoms.findIndex((atom) => atom.kind !== 'literal' || atom.quantifier !== '');
  return (end === -1 ? atoms : atoms.slice(0, end)).map((atom) => (atom.kind === 'literal' ? atom.text : '')).join('');
}

/** Whether a text that the pattern matches may contain a character. False only if that is certainly not possible. */
export function mayContain(source: string, character: string, matches: (set: string) => boolean): boolean {
  const atoms = patternShape(source);
  if (atoms === undefined) return true;
  return atoms.some((atom) => {
    if (atom.kind === 'literal') return atom.text === character;
    if (atom.kind === 'set') return matches(atom.source);
    return atom.kind === 'group' && mayContain(atom.body, character, matches);
  });
}

/**
 * The pattern without the names of its groups, for use inside another regex. Undefined if its syntax is not supported, or if
 * it depends on the text around it (`^`, `\b`).
 */
export function embeddableSource(source: string): string | undefined {
  const atoms = patternShape(source);
  if (atoms === undefined) return undefined;
  let text = '';
  for (const atom of atoms) {
    if (atom.kind === 'start' || atom.kind === 'anchor') return undefined;
    const body = atom.kind === 'group' ? embeddableSource(atom.body) : '';
    if (body === undefined) return undefined;
    if (atom.kind === 'alternation') text += '|';
    else text += (atom.kind === 'group' ? `(?:${body})` : atom.source) + atom.quantifier;
  }
  return text;
}

interface ParsedAtom {
  readonly atom: PatternAtom;
  readonly end: number;
}

function readAtom(source: string, at: number): ParsedAtom | undefined {
  const character = String.fromCodePoint(source.codePointAt(at) ?? 0);
  const end = at + character.length;
  switch (character) {
    case '^':
      return { atom: { kind: 'start' }, end };
    case '$':
      return { atom: { kind: 'anchor' }, end };
    case '|':
      return { atom: { kind: 'alternation' }, end };
    case '.':
      return { atom: { kind: 'set', source: '.', quantifier: '' }, end };
    case '\\':
      return readEscape(source, at);
    case '[':
      return readClass(source, at);
    case '(':
      return readGroup(source, at);
    default:
      return { atom: { kind: 'literal', text: character, source: character, quantifier: '' }, end };
  }
}

function readEscape(source: string, at: number): ParsedAtom | undefined {
  const next = source[at + 1] ?? '';
  if (/[bBzA]/.test(next)) return { atom: { kind: next === 'A' ? 'start' : 'anchor' }, end: at + 2 };
  if (/[dDsSwW]/.test(next)) return { atom: { kind: 'set', source: `\\${next}`, quantifier: '' }, end: at + 2 };
  const property = /^\\[pP](?:\{[^}]*\}|.)/.exec(source.slice(at))?.[0];
  if (property !== undefined) {
    return { atom: { kind: 'set', source: property, quantifier: '' }, end: at + property.length };
  }
  // Escaped punctuation is literal. \n, \x41, \Q and others are not supported.
  if (!/[^\w\s]|_/.test(next)) return undefined;
  return { atom: { kind: 'literal', text: next, source: `\\${next}`, quantifier: '' }, end: at + 2 };
}

function readClass(source: string, at: number): ParsedAtom | undefined {
  const text = /^\[\^?\]?(?:\[:\^?\w+:\]|\\[\s\S]|[^\]\\])*\]/.exec(source.slice(at))?.[0];
  return text === undefined
    ? undefined
    : { atom: { kind: 'set', source: text, quantifier: '' }, end: at + text.length };
}

function readGroup(source: string, at: number): ParsedAtom | undefined {
  const end = closingParenthesis(source, at);
  if (end === undefined) return undefined;
  const inside = source.slice(at + 1, end);
  const head = /^\?(?:P?<(?<name>\w+)>|:)/.exec(inside);
  if (head === null && inside.startsWith('?')) return undefined;
  const body = inside.slice(head?.[0].length ?? 0);
  const name = head?.groups?.name;
  return { atom: { kind: 'group', ...defined({ name }), body, quantifier: '' }, end: end + 1 };
}

function closingParenthesis(source: string, at: number): number | undefined {
  let depth = 0;
  for (let i = at; i < source.length; ) {
    if (source[i] === '\\') {
      i += 2;
    } else if (source[i] === '[') {
      const read = readClass(source, i);
      if (read === undefined) return undefined;
      i = read.end;
    } else {
      if (source[i] === '(') depth++;
      if (source[i] === ')' && --depth === 0) return i;
      i++;
    }
  }
  return undefined;
}
