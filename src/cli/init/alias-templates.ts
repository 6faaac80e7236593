import type { KeyShape, ShapePiece } from './key-shape.ts';
import { withoutCopies } from './repeat-names.ts';

/**
 * Aliases for keys of a shape, best first: the key with `latest` instead of the version. If the order accepts `latest` as a
 * version, a folder `latest/` next to the prefix, or one folder deeper.
 */
export function aliasTemplates(shape: KeyShape): readonly string[] {
  return [inPlace(shape, 'latest'), beside(shape), `aliases/${beside(shape)}`];
}

/** The key with another text instead of the version. `text` may contain braces of a template. */
export function inPlace({ prefix, pieces }: KeyShape, text: string): string {
  return (
    literal(prefix) +
    withoutCopies(pieces, 'latest')
      .map((piece) => ('ordered' in piece ? text : named(piece)))
      .join('')
  );
}

function beside({ prefix, pieces }: KeyShape): string {
  const at = pieces.findIndex((piece) => 'ordered' in piece);
  const before = pieces.slice(0, at);
  const after = withoutCopies(pieces.slice(at + 1), 'latest');
  // The separator before the version, such as a slash or a hyphen, is removed too.
  const head = before
    .map(named)
    .join('')
    .replace(/[-_./]$/, '');
  const tail = after.map(named).join('');
  const rest = head === '' ? tail.replace(/^\//, '') : head + tail;
  const file = rest === '' || rest.startsWith('.') ? `${nameOf(prefix)}${rest}` : rest;
  return `latest/${file}`;
}

/** The last folder of the prefix, or `all`. */
function nameOf(prefix: string): string {
  return literal(prefix.split('/').filter(Boolean).at(-1) ?? 'all');
}

/** A piece as it is written in a key template. */
export function written(piece: ShapePiece): string {
  return 'group' in piece && piece.isPath === true ? `{${piece.group}:**}` : named(piece);
}

/** A piece as it is written in the template of an alias. */
export function named(piece: ShapePiece): string {
  return 'group' in piece ? `{${piece.group}}` : literal(piece.text);
}

/** Braces of a key are doubled in a template. */
export function literal(text: string): string {
  return text.replace(/[{}]/g, '$&$&');
}
