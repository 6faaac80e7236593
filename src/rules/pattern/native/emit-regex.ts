import type { CodePoints } from './code-points.ts';
import { complement } from './code-points.ts';
import type { OnePass } from './one-pass.ts';
import type { RegexTree } from './regex-tree.ts';

/** A JavaScript regular expression that finds the same as a parsed one. Needs the flag `u`. */
export interface EmittedRegex {
  readonly source: string;
  /** The names of its groups, in order. Groups without a name are not captured. */
  readonly names: readonly string[];
}

/**
 * Writes an expression as JavaScript, from the tree and never from its text: the same text can mean something else there. For
 * `backwards`, the result must be tried at the end of the text: what it looks behind at is matched from right to left.
 */
export function emitRegex(tree: RegexTree, direction: OnePass): EmittedRegex {
  const names: string[] = [];
  const emit = (part: RegexTree): string => {
    switch (part.kind) {
      case 'set':
        return setSource(part.points);
      case 'sequence':
        return part.items.map((item) => (item.kind === 'alternation' ? `(?:${emit(item)})` : emit(item))).join('');
      case 'alternation':
        return part.options.map(emit).join('|');
      case 'capture': {
        if (part.name === undefined) return `(?:${emit(part.body)})`;
        names.push(part.name);
        return `(${emit(part.body)})`;
      }
      case 'repeat': {
        const { body, least, most, isLazy } = part;
        const source = body.kind === 'set' || body.kind === 'capture' ? emit(body) : `(?:${emit(body)})`;
        return `${source}${quantifierSource(least, most)}${isLazy ? '?' : ''}`;
      }
      case 'start':
        return '^';
      case 'end':
        return '$';
    }
  };
  const source = emit(tree);
  return { source: direction === 'forwards' ? source : `(?<=${source})`, names };
}

function quantifierSource(least: number, most: number): string {
  if (most === Number.POSITIVE_INFINITY) return least === 0 ? '*' : least === 1 ? '+' : `{${least},}`;
  if (least === 0 && most === 1) return '?';
  return least === most ? `{${least}}` : `{${least},${most}}`;
}

function setSource(points: CodePoints): string {
  const [only] = points;
  if (only !== undefined && points.length === 1 && only[0] === only[1]) return pointSource(only[0]);
  const others = complement(points);
  // Most sets leave out one or two characters, so the negated form is shorter.
  const isNegated = others.length < points.length;
  return `[${isNegated ? '^' : ''}${(isNegated ? others : points).map(rangeSource).join('')}]`;
}

function rangeSource([from, to]: readonly [number, number]): string {
  return from === to ? pointSource(from) : `${pointSource(from)}-${pointSource(to)}`;
}

function pointSource(code: number): string {
  const character = String.fromCodePoint(code);
  return /[\w ,:;@%&=~"'#!<>]/.test(character) ? character : `\\u{${code.toString(16)}}`;
}
