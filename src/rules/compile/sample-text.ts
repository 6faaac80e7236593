import { compilePattern } from '../pattern/pattern.ts';
import { type PatternAtom, patternShape } from '../pattern/pattern-shape.ts';

/** The characters to try for a character set. The most common ones in keys come first. */
const CHARACTERS = ['a', '1', 'A', '-', '_', '.', '/', ' ', 'é', '\n'];

/** Finds a short text that a pattern matches. Returns undefined if it does not find one. */
export function sampleText(source: string): string | undefined {
  const text = sampleOf(source);
  const pattern = compilePattern(`^(?:${source})$`);
  // Each atom can match its own text although the pattern does not match the whole text (`a\bb`). So check the whole text.
  return text !== undefined && !('refused' in pattern) && pattern.match(text) !== undefined ? text : undefined;
}

function sampleOf(source: string): string | undefined {
  let text = '';
  const atoms = patternShape(source);
  if (atoms === undefined) return undefined;
  for (const atom of atoms) {
    if (atom.kind === 'alternation') break;
    const one = sampleOfAtom(atom);
    if (one === undefined) return undefined;
    text += one;
  }
  return text;
}

function sampleOfAtom(atom: PatternAtom): string | undefined {
  if (!('quantifier' in atom)) return '';
  const times = leastTimes(atom.quantifier);
  if (times === 0) return '';
  const one = atom.kind === 'literal' ? atom.text : atom.kind === 'group' ? sampleOf(atom.body) : memberOf(atom.source);
  return one?.repeat(times);
}

/** The least number of repetitions that a quantifier allows. */
function leastTimes(quantifier: string): number {
  if (/^[*?]/.test(quantifier)) return 0;
  return Number(/^\{(\d+)/.exec(quantifier)?.[1] ?? 1);
}

/** A character in a set. */
function memberOf(set: string): string | undefined {
  const pattern = compilePattern(`^(?:${set})$`);
  return 'refused' in pattern ? undefined : CHARACTERS.find((character) => pattern.match(character) !== undefined);
}
