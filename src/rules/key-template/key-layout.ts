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

/** The texts of the names that are known so far. */
export type Texts = Map<string, string>;

/** The unknown names of a segment, and the text before, between and after them. Known names count as literal text. */
export function mergeKnown(pieces: Segment, texts: Texts): { readonly literals: string[]; readonly names: string[] } {
  const literals = [''];
  const names: string[] = [];
  for (const piece of pieces) {
    const known = piece.kind === 'literal' ? piece.text : texts.get(piece.name);
    if (known === undefined && piece.kind === 'name') {
      names.push(piece.name);
      literals.push('');
    } else literals.push((literals.pop() ?? '') + known);
  }
  return { literals, names };
}
