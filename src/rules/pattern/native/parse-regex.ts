import { CLASSES, NAMED_CLASSES } from './character-classes.ts';
import { type CodePoints, complement, joinRanges, LAST_CODE_POINT } from './code-points.ts';
import { childrenOf, type RegexTree } from './regex-tree.ts';

/**
 * Parses a regular expression in RE2 syntax. Returns undefined if RE2 refuses it, and for syntax that this parser does not
 * know: flags other than `s`, `\b`, `\p`, `\Q`, octal escapes and others. RE2 itself must then say what the pattern means.
 *
 * Source: the syntax page of RE2 (google/re2, "Syntax").
 */
export function parseRegex(source: string): RegexTree | undefined {
  const parser = createParser(source);
  try {
    return parser.parse();
  } catch (error) {
    if (error instanceof UnknownSyntax) return undefined;
    throw error;
  }
}

class UnknownSyntax extends Error {}

const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

const ALL: CodePoints = [[0, LAST_CODE_POINT]];
const ALL_BUT_LINE_FEED = complement([[10, 10]]);

/** Deeper patterns are left to RE2, so that the recursion is bounded. */
const DEEPEST = 100;

/** The most repetitions that RE2 accepts, also in total for repeats inside each other. */
const MOST_REPEATS = 1_000;

/** The tokens of the syntax. All are sticky. */
const TOKENS = {
  bar: /\|/y,
  lazy: /\?/y,
  // RE2 reads numbers with a leading zero as text.
  quantifier: /[*+?]|\{(0|[1-9]\d*)(?:(,)(0|[1-9]\d*)?)?\}/y,
  groupHead: /\((?:\?(?:(?::|s:)|P?<([A-Za-z0-9_]+)>))?/y,
  close: /\)/y,
  class: /\\([dswDSW])/y,
  control: /\\([afnrtv])/y,
  hex: /\\x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\})/y,
  punctuation: /\\([!-/:-@[-`{-~])/y,
  not: /\^/y,
  namedClass: /\[:(\^?\w+):\]/y,
  to: /-(?!\])/y,
} as const;

function createParser(source: string) {
  let at = 0;
  let depth = 0;
  let dot = ALL_BUT_LINE_FEED;

  const names = new Set<string>();

  const take = (token: RegExp): RegExpExecArray | null => {
    token.lastIndex = at;
    const match = token.exec(source);
    if (match !== null) at += match[0].length;
    return match;
  };

  const point = (): number => {
    const code = source.codePointAt(at);
    if (code === undefined) throw new UnknownSyntax();
    at += code > 0xffff ? 2 : 1;
    return code;
  };

  const alternation = (): RegexTree => {
    if (++depth > DEEPEST) throw new UnknownSyntax();
    const options = [sequence()];
    while (take(TOKENS.bar) !== null) options.push(sequence());
    depth--;
    const [only] = options;
    return only !== undefined && options.length === 1 ? only : { kind: 'alternation', options };
  };

  const sequence = (): RegexTree => {
    const items: RegexTree[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') items.push(repeated());
    const [only] = items;
    return only !== undefined && items.length === 1 ? only : { kind: 'sequence', items };
  };

  const repeated = (): RegexTree => {
    const body = atom();
    const [least, most] = quantifier() ?? [];
    if (least === undefined || most === undefined) return body;
    const isLazy = take(TOKENS.lazy) !== null;
    // RE2 allows to repeat an anchor, which means something else in JavaScript.
    if (body.kind === 'start' || body.kind === 'end' || quantifier() !== undefined) throw new UnknownSyntax();
    return { kind: 'repeat', body, least, most, isLazy };
  };

  const quantifier = (): readonly [least: number, most: number] | undefined => {
    const match = take(TOKENS.quantifier);
    if (match === null) return undefined;
    const [sign, least = '', comma = '', most = ''] = match;
    if (sign === '*') return [0, Number.POSITIVE_INFINITY];
    if (sign === '+') return [1, Number.POSITIVE_INFINITY];
    if (sign === '?') return [0, 1];
    const from = Number(least);
    const to = comma === '' ? from : most === '' ? Number.POSITIVE_INFINITY : Number(most);
    if (to < from || from > MOST_REPEATS || (to > MOST_REPEATS && to !== Number.POSITIVE_INFINITY))
      throw new UnknownSyntax();
    return [from, to];
  };

  const atom = (): RegexTree => {
    const character = source[at];
    switch (character) {
      case '^':
        at++;
        return { kind: 'start' };
      case '$':
        at++;
        return { kind: 'end' };
      case '.':
        at++;
        return { kind: 'set', points: dot };
      case '(':
        return group();
      case '[':
        return { kind: 'set', points: bracket() };
      case '\\':
        return escaped();
      default: {
        // RE2 refuses a quantifier with nothing to repeat.
        if (take(TOKENS.quantifier) !== null) throw new UnknownSyntax();
        const code = point();
        return { kind: 'set', points: [[code, code]] };
      }
    }
  };

  const group = (): RegexTree => {
    const head = take(TOKENS.groupHead);
    // Without this, `(?i)` would be read as a group with the text `?i`.
    if (head === null || source[at] === '?') throw new UnknownSyntax();
    const outer = dot;
    if (head[0] === '(?s:') dot = ALL;
    const body = alternation();
    dot = outer;
    if (take(TOKENS.close) === null) throw new UnknownSyntax();
    if (head[0] === '(?:' || head[0] === '(?s:') return body;
    const name = head[1];
    if (name !== undefined) {
      if (names.has(name)) throw new UnknownSyntax();
      names.add(name);
    }
    return { kind: 'capture', name, body };
  };

  const escaped = (): RegexTree => {
    const letter = source[at + 1] ?? '';
    if (letter === 'A' || letter === 'z') {
      at += 2;
      return { kind: letter === 'A' ? 'start' : 'end' };
    }
    const points = escapedClass() ?? escapedPoint();
    return { kind: 'set', points: typeof points === 'number' ? [[points, points]] : points };
  };

  const escapedClass = (): CodePoints | undefined => {
    const letter = take(TOKENS.class)?.[1];
    if (letter === undefined) return undefined;
    const points = CLASSES[letter.toLowerCase()] ?? [];
    return letter === letter.toLowerCase() ? points : complement(points);
  };

  const escapedPoint = (): number => {
    const control = take(TOKENS.control)?.[1];
    if (control !== undefined) return CONTROLS[control] ?? 0;
    const hex = take(TOKENS.hex);
    if (hex !== null) {
      const code = Number.parseInt(hex[1] ?? hex[2] ?? '', 16);
      if (code > LAST_CODE_POINT) throw new UnknownSyntax();
      return code;
    }
    // Escaped punctuation is literal. Letters and digits have meanings that this parser does not know.
    const punctuation = take(TOKENS.punctuation)?.[1];
    if (punctuation === undefined) throw new UnknownSyntax();
    return punctuation.charCodeAt(0);
  };

  const bracket = (): CodePoints => {
    at++;
    const isNegated = take(TOKENS.not) !== null;
    const ranges: (readonly [number, number])[] = [];
    let isFirst = true;
    while (isFirst || source[at] !== ']') {
      isFirst = false;
      ranges.push(...(namedClass() ?? escapedClass() ?? [range()]));
    }
    at++;
    const points = joinRanges(ranges);
    return isNegated ? complement(points) : points;
  };

  const namedClass = (): CodePoints | undefined => {
    const name = take(TOKENS.namedClass)?.[1];
    if (name === undefined) return undefined;
    const points = NAMED_CLASSES[name.replace('^', '')];
    if (points === undefined) throw new UnknownSyntax();
    return name.startsWith('^') ? complement(joinRanges(points)) : points;
  };

  const range = (): readonly [number, number] => {
    const from = bracketPoint();
    if (take(TOKENS.to) === null) return [from, from];
    const to = bracketPoint();
    if (to < from) throw new UnknownSyntax();
    return [from, to];
  };

  const bracketPoint = (): number => (source[at] === '\\' ? escapedPoint() : point());

  return {
    parse(): RegexTree {
      const tree = alternation();
      // A parenthesis without a partner.
      if (at < source.length || copies(tree) > MOST_REPEATS) throw new UnknownSyntax();
      return tree;
    },
  };
}

/** The most copies of a part that bounded repeats inside each other make. */
function copies(tree: RegexTree): number {
  if (tree.kind !== 'repeat') return Math.max(1, ...childrenOf(tree).map(copies));
  const { least, most } = tree;
  return copies(tree.body) * Math.max(1, most === Number.POSITIVE_INFINITY ? least : most);
}
