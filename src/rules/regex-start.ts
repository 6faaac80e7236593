import type { PatternAtom } from './pattern-shape.ts';

/** The text that every match of an anchored regex begins with; empty if that is not certain. */
export function regexStart([first, ...atoms]: readonly PatternAtom[]): string {
  if (first?.kind !== 'start' || atoms.some(({ kind }) => kind === 'alternation')) return '';
  const end = atoms.findIndex((atom) => atom.kind !== 'literal' || atom.quantifier !== '');
  return (end === -1 ? atoms : atoms.slice(0, end)).map((atom) => (atom.kind === 'literal' ? atom.text : '')).join('');
}
