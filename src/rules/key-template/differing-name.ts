import { compilePattern, quoteRegex } from '../pattern/pattern.ts';
import { type KeyPiece, parseKeyTemplate } from './parse-key-template.ts';

/** A repeated name of a key template that would need two texts to match a key. */
export interface DifferingName {
  readonly name: string;
  /** Two texts of the name or, if it is not certain where the name ends, two folders or file names that contain it. */
  readonly texts: readonly [string, string];
  /** Whether these are the texts of the name itself. */
  readonly isCertain: boolean;
}

/** The names in every place as long, and as short, as the key allows. If both readings agree, there is no other. */
const LONGEST = { name: '[^/]+', path: '[^/]+(?:/[^/]+)*' } as const;
const SHORTEST = { name: '[^/]+?', path: '[^/]+?(?:/[^/]+?)*?' } as const;

/**
 * Finds a name that occurs several times in a key template and has different texts in a key. Undefined if the key does not match
 * for another reason.
 */
export function differingName(template: string, key: string): DifferingName | undefined {
  const pieces = parseKeyTemplate(template);
  if ('why' in pieces) return undefined;
  const longest = readPieces(pieces, LONGEST, key);
  const shortest = readPieces(pieces, SHORTEST, key);
  if (longest === undefined || shortest === undefined) return undefined;
  for (const [index, { kind, text }] of longest.entries()) {
    const piece = pieces[index];
    if (kind === 'literal' || piece === undefined || piece.kind === 'literal') continue;
    const first = longest.findIndex((_, i) => nameAt(pieces, i) === piece.name);
    const other = longest[first];
    if (other === undefined || other.text === text) continue;
    const isCertain = [first, index].every((i) => longest[i]?.text === shortest[i]?.text);
    const texts = [first, index].map((i) => (isCertain ? (longest[i]?.text ?? '') : segmentOf(key, longest, i)));
    return { name: piece.name, texts: [texts[0] ?? '', texts[1] ?? ''], isCertain };
  }
  return undefined;
}

interface ReadPiece {
  readonly kind: KeyPiece['kind'];
  readonly text: string;
  /** Offset in the key. */
  readonly start: number;
}

/** The text of each piece, if equal names may have different texts. Undefined if the key does not match. */
function readPieces(
  pieces: readonly KeyPiece[],
  sources: Readonly<Record<'name' | 'path', string>>,
  key: string,
): readonly ReadPiece[] | undefined {
  const parts = pieces.map((piece, i) =>
    piece.kind === 'literal' ? quoteRegex(piece.text) : `(?P<g${i}>${sources[piece.kind]})`,
  );
  const pattern = compilePattern(`^${parts.join('')}$`);
  const groups = 'refused' in pattern ? undefined : pattern.match(key);
  if (groups === undefined) return undefined;
  let start = 0;
  return pieces.map((piece, i) => {
    const text = piece.kind === 'literal' ? piece.text : (groups[`g${i}`] ?? '');
    const read = { kind: piece.kind, text, start };
    start += text.length;
    return read;
  });
}

function nameAt(pieces: readonly KeyPiece[], index: number): string | undefined {
  const piece = pieces[index];
  return piece === undefined || piece.kind === 'literal' ? undefined : piece.name;
}

/** The folder or file name of the key that contains a piece. */
function segmentOf(key: string, read: readonly ReadPiece[], index: number): string {
  const start = key.lastIndexOf('/', (read[index]?.start ?? 0) - 1) + 1;
  const end = key.indexOf('/', start);
  return key.slice(start, end === -1 ? undefined : end);
}
