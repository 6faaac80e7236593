import { memoizeBy } from '../../memoize.ts';
import { cutPattern } from '../pattern/cut-pattern.ts';
import type { Groups } from '../pattern/groups.ts';
import { compilePattern, type Pattern, quoteRegex } from '../pattern/pattern.ts';
import { type PatternAtom, patternShape } from '../pattern/pattern-shape.ts';
import type { Template } from '../pattern/template.ts';
import type { MarkerPlace } from '../rule.ts';
import type { CompiledMatch } from './compile-match.ts';

const NEXT_TO_OBJECT: MarkerPlace = { kind: 'object' };

/**
 * Finds where the markers of a rule are. If the order determines a whole folder of the key, one marker in that folder covers
 * everything in it. Otherwise each object has a marker next to it.
 *
 * The order determines a folder if the last group of `order.on` is in a path segment that consists of literal text and groups
 * of `order.on` only, if all other groups of `order.on` are in it or before it, and if `/` follows.
 *
 * @param on the template of the order text. For a composite order, the templates of all components one after the other.
 */
export function compileMarkers({ pattern }: Pick<CompiledMatch, 'pattern'>, on: Template): MarkerPlace {
  const { start, rest } = cutPattern(pattern.source);
  const ordered = on.flatMap((piece) => (piece.kind === 'group' ? [piece.group] : []));
  const folder = findFolder(rest, ordered);
  return folder === undefined ? NEXT_TO_OBJECT : new FolderMarkers(start, folder, pattern);
}

/** The markers of the same rule with other folders at the start of its keys. */
export function placeMarkers(markers: MarkerPlace, start: string, pattern: Pattern): MarkerPlace {
  return markers instanceof FolderMarkers ? markers.after(start, pattern) : markers;
}

/** The folder that an order determines, after the literal text with which the pattern begins. */
interface OrderedFolder {
  readonly isAnchored: boolean;
  /** How many atoms of the pattern it consists of. */
  readonly atoms: number;
  readonly source: string;
  /** Its literal texts and groups. Undefined if it also contains text outside of named groups. */
  readonly pieces: readonly FolderPiece[] | undefined;
  /** The last group of the order in it. */
  readonly last: string;
}

type FolderPiece = { readonly literal: string } | { readonly group: string };

const findFolder = memoizeBy(
  (rest: string, ordered: readonly string[]) => JSON.stringify([rest, ordered]),
  (rest, ordered): OrderedFolder | undefined => {
    const shape = patternShape(rest);
    const isAnchored = shape?.[0]?.kind === 'start';
    const atoms = (isAnchored ? shape?.slice(1) : shape) ?? [];
    const last = ordered.at(-1);
    if (last === undefined || atoms.some(({ kind }) => kind === 'alternation')) return undefined;
    const at = atoms.findIndex((atom) => isGroup(atom, [last]));
    const isOutside = (name: string) => !atoms.some((atom) => isGroup(atom, [name]));
    const end = atoms.findIndex((atom, i) => i > at && isSlash(atom));
    const start = atoms.findLastIndex((atom, i) => i < at && isSlash(atom)) + 1;
    if (at === -1 || end === -1 || ordered.some(isOutside) || (start === 0 && !isAnchored)) return undefined;
    const segment = atoms.slice(start, end);
    const isWhole = segment.every((atom) => atom.kind === 'literal' || isGroup(atom, ordered));
    const isLast = !atoms.slice(end).some((atom) => isGroup(atom, ordered));
    const head = atoms.slice(0, end + 1);
    const source = sourceOf(head);
    if (!isWhole || !isLast || source === undefined) return undefined;
    if ('refused' in compilePattern(`${isAnchored ? '^' : ''}${source}$`)) return undefined;
    const lastInSegment = segment.findLast((atom) => isGroup(atom, ordered));
    const name = lastInSegment?.kind === 'group' ? lastInSegment.name : undefined;
    return { isAnchored, atoms: end + 1, source, pieces: isAnchored ? piecesOf(head) : undefined, last: name ?? last };
  },
);

/** The markers of a rule whose order determines a folder. */
class FolderMarkers {
  readonly kind = 'folder';
  readonly atoms: number;
  readonly start: string;
  readonly #folder: OrderedFolder;
  readonly #pattern: Pattern;
  #folders: Pattern | undefined;

  constructor(start: string, folder: OrderedFolder, pattern: Pattern) {
    this.atoms = start.length + folder.atoms;
    this.start = start;
    this.#folder = folder;
    this.#pattern = pattern;
  }

  get isJoined(): boolean {
    return this.#folder.pieces !== undefined;
  }

  after(start: string, pattern: Pattern): FolderMarkers {
    return new FolderMarkers(start + this.start, this.#folder, pattern);
  }

  /** Compiled when the first marker is looked at. */
  get folders(): Pattern {
    this.#folders ??= this.#compileFolders();
    return this.#folders;
  }

  #compileFolders(): Pattern {
    const { isAnchored, source } = this.#folder;
    const folders = compilePattern(`${isAnchored ? '^' : ''}${quoteRegex(this.start)}${source}$`);
    // The pattern of the rule contains this one and has the same limit.
    if ('refused' in folders) throw new TypeError(`the pattern of folders does not compile: ${folders.refused}`);
    return folders;
  }

  folderOf(key: string, groups: Groups): string | undefined {
    const { pieces, last } = this.#folder;
    if (pieces === undefined) return upToSlash(key, this.#pattern.endOf(key, last));
    let folder = this.start;
    for (const piece of pieces) folder += 'literal' in piece ? piece.literal : (groups[piece.group] ?? '');
    return folder;
  }
}

/** Whether an atom is one of these groups, and always takes part in the match exactly once. */
function isGroup(atom: PatternAtom, names: readonly string[]): boolean {
  return atom.kind === 'group' && atom.name !== undefined && names.includes(atom.name) && atom.quantifier === '';
}

function isSlash(atom: PatternAtom): boolean {
  return atom.kind === 'literal' && atom.text === '/' && atom.quantifier === '';
}

function piecesOf(atoms: readonly PatternAtom[]): readonly FolderPiece[] | undefined {
  const pieces: FolderPiece[] = [];
  for (const atom of atoms) {
    if (!('quantifier' in atom) || atom.quantifier !== '') return undefined;
    if (atom.kind === 'literal') pieces.push({ literal: atom.text });
    else if (atom.kind === 'group' && atom.name !== undefined) pieces.push({ group: atom.name });
    else return undefined;
  }
  return pieces;
}

/** The key up to the first slash at or after an offset. After the last group of the segment, only literal text follows. */
function upToSlash(key: string, end: number | undefined): string | undefined {
  const slash = end === undefined ? -1 : key.indexOf('/', end);
  return slash === -1 ? undefined : key.slice(0, slash + 1);
}

/** The regex of atoms. Undefined if it contains an anchor, whose source is not known. */
function sourceOf(atoms: readonly PatternAtom[]): string | undefined {
  let source = '';
  for (const atom of atoms) {
    if (atom.kind === 'literal' || atom.kind === 'set') source += atom.source + atom.quantifier;
    else if (atom.kind === 'group') {
      source += `(${atom.name === undefined ? '?:' : `?P<${atom.name}>`}${atom.body})${atom.quantifier}`;
    } else return undefined;
  }
  return source;
}
