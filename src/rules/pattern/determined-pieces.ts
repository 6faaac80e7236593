import { compilePattern } from './pattern.ts';
import { mayContain } from './pattern-shape.ts';

/** A piece of a text that is put together: as it stands, or whatever a pattern takes. */
export type TextPiece = { readonly literal: string } | { readonly source: string };

/**
 * How many pieces from the start a text of theirs can be cut into in one way only. A piece is certain where all before it
 * are, and its own text cannot run on into what follows: of `releases/{app}/latest` with `(?<app>[^/]+)` all are, of
 * `{a}{b}` none is.
 */
export function determinedPieces(pieces: readonly TextPiece[]): number {
  for (const [index, piece] of pieces.entries()) {
    if ('literal' in piece) continue;
    const next = pieces[index + 1];
    if (next === undefined) continue;
    if (!('literal' in next)) return index;
    const stop = String.fromCodePoint(next.literal.codePointAt(0) ?? 0);
    if (mayContain(piece.source, stop, (set) => setMatches(set, stop))) return index;
  }
  return pieces.length;
}

function setMatches(set: string, character: string): boolean {
  const pattern = compilePattern(`^(?:${set})$`);
  return 'refused' in pattern || pattern.match(character) !== undefined;
}
