import type { Groups } from './pattern.ts';
import type { CompletePiece } from './release.ts';

/** Whether a text is what the pieces say once their groups are filled in; a wildcard takes whatever makes it so. */
export function fitsFilled(pieces: readonly CompletePiece[], groups: Groups, text: string): boolean {
  let ends = new Set([0]);
  for (const piece of pieces) ends = new Set([...ends].flatMap((from) => endsOf(piece, groups, text, from)));
  return ends.has(text.length);
}

/** Where a piece may end that begins here. */
function endsOf(piece: CompletePiece, groups: Groups, text: string, from: number): readonly number[] {
  if (piece.kind !== 'wildcard') {
    const own = piece.kind === 'group' ? groups[piece.group] : piece.text;
    return own !== undefined && text.startsWith(own, from) ? [from + own.length] : [];
  }
  const slash = piece.text === '*' ? text.indexOf('/', from) : -1;
  const last = slash === -1 ? text.length : slash;
  return Array.from({ length: last - from + 1 }, (_, i) => from + i);
}
