import type { KeyPiece } from '../../../src/rules/key-template/parse-key-template.ts';

/**
 * Reads a key by trying every text for every name, the longest first. The first reading that fits is the one in which each
 * name takes as much as it can, the first name first. Takes exponential time.
 */
export function readByTrying(
  pieces: readonly KeyPiece[],
  key: string,
  texts: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> | undefined {
  const [piece, ...rest] = pieces;
  if (piece === undefined) return key === '' ? texts : undefined;
  if (piece.kind === 'literal') {
    return key.startsWith(piece.text) ? readByTrying(rest, key.slice(piece.text.length), texts) : undefined;
  }
  for (let length = key.length; length > 0; length--) {
    const text = key.slice(0, length);
    const isAllowed = piece.kind === 'path' ? text.split('/').every((one) => one !== '') : !text.includes('/');
    if (!isAllowed || (texts[piece.name] ?? text) !== text) continue;
    const found = readByTrying(rest, key.slice(length), { ...texts, [piece.name]: text });
    if (found !== undefined) return found;
  }
  return undefined;
}
