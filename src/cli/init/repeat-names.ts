import type { KeyShape, ShapePiece } from './key-shape.ts';
import type { InitOrderName } from './orders.ts';

/**
 * The shape with repeated names, if the name of a file or a folder contains the version: `core/2.10/core-2.10.jar` is
 * `{app}/{version}/{app}-{version}.jar`. As one group, it would give each version an alias of its own. The same shape if
 * nothing repeats.
 */
export function repeatNames(shape: KeyShape, order: InitOrderName): KeyShape {
  const at = shape.pieces.findIndex((piece) => 'ordered' in piece);
  const version = shape.pieces[at];
  if (version === undefined || !('group' in version) || version.example.length < 2) return shape;
  const app = shape.pieces.slice(0, at).find((piece) => 'group' in piece && piece.group === 'app');
  const copies: readonly Copy[] = [
    {
      text: version.example,
      piece: { group: version.group, pattern: '[^/]+', example: version.example, isCopy: true },
    },
    ...(app !== undefined && 'group' in app ? [{ text: app.example, piece: app }] : []),
  ];
  const pieces = shape.pieces.flatMap((piece, i) =>
    i <= at || 'text' in piece || splitAt(piece.example, copies.slice(0, 1)).length === 1
      ? [piece]
      : splitAt(piece.example, copies),
  );
  if (pieces.length === shape.pieces.length) return shape;
  return { ...shape, pieces: order === 'maven' ? mavenNames(pieces) : pieces };
}

interface Copy {
  readonly text: string;
  readonly piece: ShapePiece;
}

/** Replaces the texts in a name where they are whole words. */
function splitAt(name: string, copies: readonly Copy[]): readonly ShapePiece[] {
  for (const copy of copies) {
    const index = wordIndex(name, copy.text);
    if (index === -1) continue;
    const [before, after] = [name.slice(0, index), name.slice(index + copy.text.length)];
    return [...splitAt(before, copies), copy.piece, ...splitAt(after, copies)];
  }
  return name === '' ? [] : [{ text: name }];
}

function wordIndex(name: string, text: string): number {
  for (let at = name.indexOf(text); at !== -1; at = name.indexOf(text, at + 1)) {
    const isPart =
      /[\p{L}\p{N}]$/u.test(name.slice(0, at)) || /^(?:[\p{L}\p{N}]|\.\d)/u.test(name.slice(at + text.length));
    if (!isPart) return at;
  }
  return -1;
}

/** The folders of a Maven repository: any number for the group id, then the artifact id. */
function mavenNames(pieces: readonly ShapePiece[]): readonly ShapePiece[] {
  const renamed = pieces.map((piece) =>
    'group' in piece && piece.group === 'app' ? { ...piece, group: 'artifact' } : piece,
  );
  const artifact = renamed.findIndex((piece) => 'group' in piece && piece.group === 'artifact');
  if (artifact < 2) return renamed;
  const example = renamed
    .slice(0, artifact - 1)
    .map((piece) => ('text' in piece ? piece.text : piece.example))
    .join('');
  return [{ group: 'path', pattern: '[^/]+(?:/[^/]+)*', example, isPath: true }, ...renamed.slice(artifact - 1)];
}

/** The pieces without copies of the version, and without the separator before each: `core-2.10.jar` becomes `core.jar`. */
export function withoutCopies(pieces: readonly ShapePiece[], text: string): readonly ShapePiece[] {
  const kept: ShapePiece[] = [];
  for (const piece of pieces) {
    const before = kept.at(-1);
    if (!('group' in piece) || piece.isCopy !== true) kept.push(piece);
    else if (before !== undefined && 'text' in before && /[-_.]$/.test(before.text)) {
      kept.splice(-1, 1, { text: before.text.slice(0, -1) });
    } else kept.push({ text });
  }
  return kept;
}
