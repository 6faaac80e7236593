import type { KeyShape, ShapePiece } from './key-shape.ts';

/**
 * Aliases for keys of a shape, best first: the key with `latest` instead of the version. If the order accepts `latest` as a
 * version, a folder `latest/` next to the prefix, or one folder deeper.
 */
export function aliasTemplates(shape: KeyShape): readonly string[] {
  return [inPlace(shape, 'latest'), beside(shape), `aliases/${beside(shape)}`];
}

/** The key with another text instead of the version. `text` may contain braces of a template. */
export function inPlace({ prefix, pieces }: KeyShape, text: string): string {
  return literal(prefix) + pieces.map((piece) => ('ordered' in piece ? text : written(piece))).join('');
}

function beside({ prefix, pieces }: KeyShape): string {
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
}

/** The last folder of the prefix, or `all`. */
function nameOf(prefix: string): string {
  return literal(prefix.split('/').filter(Boolean).at(-1) ?? 'all');
}

/** A piece as it is written in a template. */
export function written(piece: ShapePiece): string {
  return 'group' in piece ? `{${piece.group}}` : literal(piece.text);
}

/** Braces of a key are doubled in a template. */
export function literal(text: string): string {
  return text.replace(/[{}]/g, '$&$&');
}
