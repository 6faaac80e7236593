import { quoteRegex } from '../../pattern/pattern.ts';

/** What a token of a format reads: the part of the date, and its text. */
interface Token {
  readonly part: string;
  readonly source: string;
  readonly example: string;
  /** Whether the text has a variable number of digits. No digit may follow directly. */
  readonly isOpen?: true;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const TOKENS: Readonly<Record<string, Token>> = {
  YYYY: { part: 'year', source: '\\d{4}', example: '2026' },
  YY: { part: 'year', source: '\\d{2}', example: '26' },
  MMM: { part: 'month', source: `(?:${MONTHS.map(anyCase).join('|')})`, example: 'Nov' },
  MM: { part: 'month', source: '\\d{2}', example: '11' },
  M: { part: 'month', source: '\\d{1,2}', example: '11', isOpen: true },
  DD: { part: 'day', source: '\\d{2}', example: '20' },
  D: { part: 'day', source: '\\d{1,2}', example: '20', isOpen: true },
  HH: { part: 'hour', source: '\\d{2}', example: '08' },
  H: { part: 'hour', source: '\\d{1,2}', example: '8', isOpen: true },
  mm: { part: 'minute', source: '\\d{2}', example: '30' },
  m: { part: 'minute', source: '\\d{1,2}', example: '30', isOpen: true },
  ss: { part: 'second', source: '\\d{2}', example: '30' },
  s: { part: 'second', source: '\\d{1,2}', example: '30', isOpen: true },
  ...Object.fromEntries(
    Array.from({ length: 9 }, (_, i) => [
      'S'.repeat(i + 1),
      { part: 'fraction', source: `\\d{${i + 1}}`, example: '0'.repeat(i + 1) },
    ]),
  ),
  Z: { part: 'zone', source: '(?:Z|[+-]\\d{2}(?::?\\d{2})?)', example: 'Z', isOpen: true },
  X: { part: 'seconds', source: '\\d{1,12}(?:\\.\\d+)?', example: '1795163400', isOpen: true },
  x: { part: 'milliseconds', source: '\\d{1,15}', example: '1795163400000', isOpen: true },
};

/** The tokens, as messages list them. */
export const TOKEN_LIST = 'YYYY YY MM M MMM DD D HH H mm m ss s SSS Z X x';

/** Tokens of other libraries and of strftime, and what to write instead. */
const FOREIGN_TOKENS: Readonly<Record<string, string>> = {
  ...{ yyyy: 'YYYY', Y: 'YYYY', y: 'YYYY', yy: 'YY', MMMM: 'MMM', b: 'MMM', dd: 'DD', d: 'DD', hh: 'HH', h: 'HH' },
  ...{ I: 'HH', f: 'SSSSSS', z: 'Z', ZZ: 'Z', XXX: 'Z' },
};

/** A piece of a format: a token, or literal text. */
type Piece = { readonly at: number; readonly text: string } & (
  | { readonly kind: 'token'; readonly token: Token }
  | { readonly kind: 'literal' }
  | { readonly kind: 'unknown' }
);

/** A problem of a format. */
export interface FormatProblem {
  /** The offset in the format, counted from 0. Undefined for a problem of the whole format. */
  readonly at?: number;
  readonly why: string;
  readonly instead: string;
}

/** Text in brackets, a run of one ASCII letter, or another character. */
const PIECE = /\[([^\]]*)\]|([A-Za-z])\2*|[^A-Za-z]/gsu;

function piecesOf(format: string): readonly Piece[] {
  return [...format.matchAll(PIECE)].map(({ 0: text, 1: literal, 2: letter, index: at }): Piece => {
    if (literal !== undefined) return { kind: 'literal', at, text: literal };
    // Formats with a T without brackets are common, and T is not a token of any library.
    if (letter === undefined || text === 'T') return { kind: text === '[' ? 'unknown' : 'literal', at, text };
    const token = TOKENS[text];
    return token === undefined ? { kind: 'unknown', at, text } : { kind: 'token', at, text, token };
  });
}

/** Why a format cannot be used. Undefined if it can. */
export function dateFormatProblem(format: string): FormatProblem | undefined {
  const pieces = piecesOf(format);
  const unknown = pieces.find(({ kind }) => kind === 'unknown');
  if (unknown !== undefined) return unknownPiece(unknown);
  const tokens = pieces.flatMap((piece) => (piece.kind === 'token' ? [piece] : []));
  const parts = tokens.map(({ token }) => token.part);
  const repeated = tokens.find(({ token }, i) => parts.indexOf(token.part) < i);
  if (repeated !== undefined) {
    return { at: repeated.at, why: `it contains the ${repeated.token.part} twice`, instead: `remove ${repeated.text}` };
  }
  const isEpoch = parts.some((part) => part === 'seconds' || part === 'milliseconds');
  if (isEpoch && tokens.length > 1) {
    return { why: 'X and x are a whole date and time', instead: 'write X or x without other tokens' };
  }
  if (!isEpoch && !parts.includes('year')) {
    return { why: 'it does not contain a year', instead: `write YYYY, YY, X or x. The tokens are ${TOKEN_LIST}` };
  }
  return missingUnit(tokens) ?? adjacentDigits(pieces);
}

/** The units of a date and time, largest first. Each one needs the larger ones, or dates would sort wrongly. */
const UNITS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'fraction'];

/** The tokens that read a unit, for messages. */
const TOKENS_OF: Readonly<Record<string, string>> = {
  month: 'MM, M or MMM',
  day: 'DD or D',
  hour: 'HH or H',
  minute: 'mm or m',
  second: 'ss or s',
};

/** A unit without the next larger one, like a day without a month. */
function missingUnit(tokens: readonly (Piece & { readonly kind: 'token' })[]): FormatProblem | undefined {
  const textOf = new Map(tokens.map(({ token, text }) => [token.part, text]));
  const missing = UNITS.find(
    (unit, i) => !textOf.has(unit) && UNITS.slice(i + 1).some((smaller) => textOf.has(smaller)),
  );
  if (missing === undefined || missing === 'year') return undefined;
  const smaller = UNITS.slice(UNITS.indexOf(missing) + 1).find((unit) => textOf.has(unit)) ?? '';
  const minute = textOf.get('minute');
  // `YYYYmmDD` is a common mistake, because strftime and other libraries write months in small letters.
  const isMonth = minute !== undefined && missing === 'month' && !textOf.has('hour');
  const at = tokens.find(({ token }) => token.part === (isMonth ? 'minute' : smaller))?.at;
  return {
    ...(at === undefined ? {} : { at }),
    why: isMonth
      ? `it contains no month, and ${minute} is the minute`
      : `it contains the ${smaller} (${textOf.get(smaller)}) but no ${missing}`,
    instead: isMonth ? `write ${minute.toUpperCase()} for the month` : `add ${TOKENS_OF[missing]}`,
  };
}

function unknownPiece({ at, text }: Piece): FormatProblem {
  if (text === '[')
    return { at, why: '"[" has no matching "]"', instead: 'close it, or write [[] for the character [' };
  const meant = FOREIGN_TOKENS[text];
  const token = meant === undefined ? `use one of the tokens ${TOKEN_LIST}` : `write ${meant}`;
  return { at, why: `"${text}" is not a token`, instead: `${token}; for literal letters, write [${text}]` };
}

/** A token without a fixed number of digits, before another digit: `111` could be 1 and 11, or 11 and 1. */
function adjacentDigits(pieces: readonly Piece[]): FormatProblem | undefined {
  for (const [i, open] of pieces.entries()) {
    const next = pieces[i + 1];
    if (open.kind !== 'token' || open.token.isOpen === undefined || next === undefined || !isDigits(next)) continue;
    const fixed = TOKENS[open.text.repeat(2)] === undefined ? '' : `write ${open.text.repeat(2)}, or `;
    return {
      at: next.at,
      why: `${open.text} reads a variable number of digits, and ${next.text} follows directly`,
      instead: `${fixed}put another character between them`,
    };
  }
  return undefined;
}

function isDigits(piece: Piece): boolean {
  return piece.kind === 'token' ? piece.token.source.startsWith('\\d') : /^\d/.test(piece.text);
}

/** The regex of a valid format. Its groups are named like the parts. */
export function formatRegex(format: string): RegExp {
  const sources = piecesOf(format).map((piece) =>
    piece.kind === 'token' ? `(?<${piece.token.part}>${piece.token.source})` : quoteRegex(piece.text),
  );
  return new RegExp(`^${sources.join('')}$`);
}

/** A text that a valid format reads. */
export function formatExample(format: string): string {
  return piecesOf(format)
    .map((piece) => (piece.kind === 'token' ? piece.token.example : piece.text))
    .join('');
}

/** The number of a month, from digits or from an English name of three letters. */
export function monthNumber(text: string): number {
  const index = MONTHS.indexOf(text.toLowerCase());
  return index === -1 ? Number(text) : index + 1;
}

/** A year of two digits. 69 to 99 are in the 20th century, as POSIX defines for strptime. */
export function wholeYear(text: string): number {
  if (text.length > 2) return Number(text);
  return Number(text) + (Number(text) < 69 ? 2000 : 1900);
}

function anyCase(name: string): string {
  return [...name].map((letter) => `[${letter.toUpperCase()}${letter}]`).join('');
}
