/** One item of a regular expression's top level, as written. `repeated`: a quantifier follows it. */
export type PatternAtom =
  | { readonly kind: 'literal'; readonly text: string; readonly source: string; readonly repeated: boolean }
  | { readonly kind: 'set'; readonly source: string; readonly repeated: boolean }
  | { readonly kind: 'group'; readonly name?: string; readonly body: string; readonly repeated: boolean }
  | { readonly kind: 'start' }
  | { readonly kind: 'anchor' }
  | { readonly kind: 'alternation' };

/**
 * The items of a pattern's top level, or undefined where it uses what this reader does not follow (flags, `\Q..\E`). It
 * only ever serves to narrow listings and to tell who owns an alias, so "do not know" is always a safe answer.
 */
export const patternShape = (source: string): readonly PatternAtom[] | undefined => {
  const atoms: PatternAtom[] = [];
  let at = 0;
  while (at < source.length) {
    const read = readAtom(source, at);
    if (read === undefined) return undefined;
    const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})[?+]?/.exec(source.slice(read.end))?.[0] ?? '';
    atoms.push(quantifier !== '' && 'repeated' in read.atom ? { ...read.atom, repeated: true } : read.atom);
    at = read.end + quantifier.length;
  }
  return atoms;
};

/** True unless it is certain that no text matched by this pattern holds `character`. */
export const mayContain = (source: string, character: string, matches: (set: string) => boolean): boolean => {
  const atoms = patternShape(source);
  if (atoms === undefined) return true;
  return atoms.some((atom) => {
    if (atom.kind === 'literal') return atom.text === character;
    if (atom.kind === 'set') return matches(atom.source);
    return atom.kind === 'group' && mayContain(atom.body, character, matches);
  });
};

interface Read {
  readonly atom: PatternAtom;
  readonly end: number;
}

const readAtom = (source: string, at: number): Read | undefined => {
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
      return { atom: { kind: 'set', source: '.', repeated: false }, end };
    case '\\':
      return readEscape(source, at);
    case '[':
      return readClass(source, at);
    case '(':
      return readGroup(source, at);
    default:
      return { atom: { kind: 'literal', text: character, source: character, repeated: false }, end };
  }
};

const readEscape = (source: string, at: number): Read | undefined => {
  const next = source[at + 1] ?? '';
  if (/[bBzA]/.test(next)) return { atom: { kind: next === 'A' ? 'start' : 'anchor' }, end: at + 2 };
  if (/[dDsSwW]/.test(next)) return { atom: { kind: 'set', source: `\\${next}`, repeated: false }, end: at + 2 };
  const property = /^\\[pP](?:\{[^}]*\}|.)/.exec(source.slice(at))?.[0];
  if (property !== undefined) {
    return { atom: { kind: 'set', source: property, repeated: false }, end: at + property.length };
  }
  // Escaped punctuation is itself; \n, \x41, \Q and the like are not followed.
  if (!/[^\w\s]/.test(next)) return undefined;
  return { atom: { kind: 'literal', text: next, source: `\\${next}`, repeated: false }, end: at + 2 };
};

const readClass = (source: string, at: number): Read | undefined => {
  const text = /^\[\^?\]?(?:\[:\^?\w+:\]|\\[\s\S]|[^\]\\])*\]/.exec(source.slice(at))?.[0];
  return text === undefined
    ? undefined
    : { atom: { kind: 'set', source: text, repeated: false }, end: at + text.length };
};

const readGroup = (source: string, at: number): Read | undefined => {
  const end = closingParenthesis(source, at);
  if (end === undefined) return undefined;
  const inside = source.slice(at + 1, end);
  const head = /^\?(?:P?<(?<name>\w+)>|:)/.exec(inside);
  if (head === null && inside.startsWith('?')) return undefined;
  const body = inside.slice(head?.[0].length ?? 0);
  const name = head?.groups?.name;
  return { atom: { kind: 'group', ...(name === undefined ? {} : { name }), body, repeated: false }, end: end + 1 };
};

const closingParenthesis = (source: string, at: number): number | undefined => {
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
};
