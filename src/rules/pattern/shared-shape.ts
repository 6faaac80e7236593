import { memoize } from '../../memoize.ts';
import { groupSources } from './alias-pattern.ts';
import { cutPattern } from './cut-pattern.ts';
import { quoteRegex } from './pattern.ts';
import { type PatternAtom, patternShape } from './pattern-shape.ts';

/** What is known about the structure of a pattern. */
export interface ParsedShape {
  /** The items at the top level. Undefined if the syntax is not supported. */
  readonly shape: readonly PatternAtom[] | undefined;
  /** The regex of each group. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Parses the structure of a pattern. What patterns with the same rest share is parsed and stored once. */
export function parseShape(source: string): ParsedShape {
  const { start, rest } = cutPattern(source);
  const own = shapeOfRest(rest);
  if (start === '' || own.shape === undefined) return own;
  const [anchor, ...atoms] = own.shape;
  return anchor === undefined
    ? own
    : { shape: [anchor].concat(Array.from(start, literalAtom), atoms), sources: own.sources };
}

const shapeOfRest = memoize((rest): ParsedShape => {
  const shape = patternShape(rest);
  return { shape, sources: groupSources(shape) };
});

const literalAtom = memoize(
  (text): PatternAtom => ({ kind: 'literal', text, source: quoteRegex(text), quantifier: '' }),
);
