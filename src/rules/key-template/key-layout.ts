import type { KeyPiece, TextPiece } from './parse-key-template.ts';

/** The pieces of one path segment. Empty for an empty segment, as in `a//b`. */
export type Segment = readonly TextPiece[];

/**
 * A key template as blocks of segments, with one path between two blocks: `a/{x:**}/b/{y}` has the blocks `a` and `b/{y}`. The
 * first block is at the start of a key and the last one at its end. The blocks between them can be anywhere.
 */
export interface KeyLayout {
  readonly blocks: readonly (readonly Segment[])[];
  /** The names of the paths, one fewer than there are blocks. */
  readonly paths: readonly string[];
}

/** Divides a key template into blocks. */
export function layoutOf(pieces: readonly KeyPiece[]): KeyLayout {
  const blocks: TextPiece[][][] = [[[]]];
  const paths: string[] = [];
  pieces.forEach((piece, i) => {
    if (piece.kind === 'path') {
      // The slash before a path has begun a segment that does not exist.
      blocks.at(-1)?.pop();
      paths.push(piece.name);
      blocks.push([]);
    } else if (piece.kind === 'name') {
      blocks.at(-1)?.at(-1)?.push(piece);
    } else {
      const isAfterPath = pieces[i - 1]?.kind === 'path';
      const [first = '', ...others] = piece.text.split('/');
      if (!isAfterPath && first !== '') blocks.at(-1)?.at(-1)?.push({ kind: 'literal', text: first });
      for (const text of others) blocks.at(-1)?.push(text === '' ? [] : [{ kind: 'literal', text }]);
    }
  });
  return { blocks, paths };
}
