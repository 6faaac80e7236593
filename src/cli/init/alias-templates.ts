import type { KeyShape, ShapePiece } from './key-shape.ts';

/**
 * Aliases that suit keys of a shape, best first: `latest` in the place of what is ordered, and, for an order that would
 * take `latest` itself for a candidate, a folder `latest/` beside the prefix, and one that is deeper by a folder.
 */
export const aliasTemplates = (shape: KeyShape): readonly string[] => [
  inPlace(shape, 'latest'),
  beside(shape),
  `aliases/${beside(shape)}`,
];

/** The key with another text in the place of what is ordered. `text` may hold a template's braces. */
export const inPlace = ({ prefix, pieces }: KeyShape, text: string): string =>
  literal(prefix) + pieces.map((piece) => ('ordered' in piece ? text : written(piece))).join('');

const beside = ({ prefix, pieces }: KeyShape): string => {
  const at = pieces.findIndex((piece) => 'ordered' in piece);
  const before = pieces.slice(0, at);
  const after = pieces.slice(at + 1);
  // What separated the two from what is ordered goes with it: the folder's slash, the hyphen of a file name.
  const head = before
    .map(written)
    .join('')
    .replace(/[-_./]$/, '');
  const tail = after.map(written).join('');
  const rest = head === '' ? tail.replace(/^\//, '') : head + tail;
  const named = rest === '' || rest.startsWith('.') ? `${nameOf(prefix)}${rest}` : rest;
  return `latest/${named}`;
};

/** The last folder of the prefix, or a name where there is none. */
const nameOf = (prefix: string): string => literal(prefix.split('/').filter(Boolean).at(-1) ?? 'all');

/** A piece as it is written in a template. */
export const written = (piece: ShapePiece): string => ('group' in piece ? `{${piece.group}}` : literal(piece.text));

/** Braces of a key are doubled in a template. */
export const literal = (text: string): string => text.replace(/[{}]/g, '$&$&');
