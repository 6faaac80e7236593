import { memoize } from '../../memoize.ts';
import { patternShape } from './pattern-shape.ts';

/** A pattern in two parts, because rules that differ only in a folder name have the same `rest`. */
export interface CutPattern {
  /** The literal text with which every match begins. */
  readonly start: string;
  /** The pattern of the text after it. Begins with `^`, unless `start` is empty. */
  readonly rest: string;
}

/**
 * The literal characters after `^`. Surrogates are not among them: a sticky regex that begins between the two halves of a
 * pair would go back to the first one. A quantifier applies to the last character, which then belongs to the rest.
 */
const LITERAL_START = /^\^((?:(?:[\w/,:;@%&=~"'#!<> -]|\\[!-/:-@[-`{-~])(?![*+?{]))+)/;

/** Cuts a pattern behind the literal text with which it begins. */
export function cutPattern(source: string): CutPattern {
  const literal = LITERAL_START.exec(source)?.[1];
  if (literal === undefined) return { start: '', rest: source };
  const rest = `^${source.slice(literal.length + 1)}`;
  return hasAlternatives(rest) ? { start: '', rest: source } : { start: literal.replaceAll(/\\(.)/g, '$1'), rest };
}

/** Whether `|` is, or could be, at the top level of a pattern: its second option then does not begin with the literal text. */
const hasAlternatives = memoize(
  (rest) => rest.includes('|') && patternShape(rest)?.some(({ kind }) => kind === 'alternation') !== false,
);
