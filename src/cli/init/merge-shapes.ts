import { written } from './alias-templates.ts';
import type { KeyShape, ShapePiece } from './key-shape.ts';

/**
 * One shape for several examples, or how the first two that differ do. A group that has different texts in them can differ in
 * every key.
 */
export function mergeShapes(shapes: readonly [KeyShape, ...KeyShape[]]): KeyShape | { readonly differ: string } {
  const [first, ...others] = shapes;
  for (const other of others) {
    const differ = difference(first, other);
    if (differ !== undefined) return { differ };
  }
  const pieces = first.pieces.map((piece, i) =>
    'group' in piece && others.some((other) => exampleAt(other, i) !== piece.example)
      ? { ...piece, varies: true as const }
      : piece,
  );
  return { ...first, pieces };
}

function exampleAt({ pieces }: KeyShape, index: number): string | undefined {
  const piece = pieces[index];
  return piece !== undefined && 'group' in piece ? piece.example : undefined;
}

function difference(a: KeyShape, b: KeyShape): string | undefined {
  const [ofA, ofB] = [formOf(a), formOf(b)];
  if (ofA !== ofB) return `${a.example} is like ${ofA}, and ${b.example} is like ${ofB}`;
  if (a.format !== b.format) return `${a.example} and ${b.example} have dates of different formats`;
  return undefined;
}

function formOf({ prefix, pieces }: KeyShape): string {
  return prefix + pieces.flatMap(partsOf).map(written).join('');
}

/** The pieces of a date over folders, or the piece itself. */
export function partsOf(piece: ShapePiece): readonly ShapePiece[] {
  return 'group' in piece ? (piece.parts ?? [piece]) : [piece];
}
