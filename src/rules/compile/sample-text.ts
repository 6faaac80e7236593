import { compilePattern } from '../pattern/pattern.ts';
import { type PatternAtom, patternShape } from '../pattern/pattern-shape.ts';

/** Characters to try for a character set, the most common in keys first. */
const CHARACTERS = ['a', '1', 'A', '-', '_', '.', '/', ' ', 'é', '\n'];

/** A short text that a pattern matches, or undefined if none was found. */
export function sampleText(source: string): string | undefined {
  const text = sampleOf(source);
  const pattern = compilePattern(`^(?:${source})$`);
  // An atom can match on its own and still be impossible in its context (`a\bb`), so check the whole text.
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

function leastTimes(quantifier: string): number {
  if (/^[*?]/.test(quantifier)) return 0;
  return Number(/^\{(\d+)/.exec(quantifier)?.[1] ?? 1);
}

function memberOf(set: string): string | undefined {
  const pattern = compilePattern(`^(?:${set})$`);
  return 'refused' in pattern ? undefined : CHARACTERS.find((character) => pattern.match(character) !== undefined);
}
