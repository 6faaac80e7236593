import type { KeyShape, ShapePiece } from './key-shape.ts';

/**
 * Aliases for keys of a shape, best first: the key with `latest` instead of the version. If the order accepts `latest` as a
 * version, a folder `latest/` next to the prefix, or one folder deeper.
 */
export const aliasTemplates = (shape: KeyShape): readonly string[] => [
  inPlace(shape, 'latest'),
  beside(shape),
  `aliases/${beside(shape)}`,
];

/** The key with another text instead of the version. `text` may contain braces of a template. */
export const inPlace = ({ prefix, pieces }: KeyShape, text: string): string =>
  literal(prefix) + pieces.map((piece) => ('ordered' in piece ? text : written(piece))).join('');

const beside = ({ prefix, pieces }: KeyShape): string => {
  const at = pieces.findIndex((piece) => 'ordered' in piece);
  const before = pieces.slice(0, at);
  const after = pieces.slice(at + 1);
  // The separator before the version, such as a slash or a hyphen, is removed too.
  const head = before
    .map(written)
    .join('')
    .replace(/[-_./]$/, '');
  const tail = after.map(written).join('');
  const rest = head === '' ? tail.replace(/^\//, '') : head + tail;
  const named = rest === '' || rest.startsWith('.') ? `${nameOf(prefix)}${rest}` : rest;
  return `latest/${named}`;
};

/** The last folder of the prefix, or `all`. */
const nameOf = (prefix: string): string => literal(prefix.split('/').filter(Boolean).at(-1) ?? 'all');

/** A piece as it is written in a template. */
export const written = (piece: ShapePiece): string => ('group' in piece ? `{${piece.group}}` : literal(piece.text));

/** Braces of a key are doubled in a template. */
export const literal = (text: string): string => text.replace(/[{}]/g, '$&$&');
