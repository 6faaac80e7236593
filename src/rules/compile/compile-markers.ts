import { compilePattern } from '../pattern/pattern.ts';
import type { PatternAtom } from '../pattern/pattern-shape.ts';
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
export function compileMarkers(
  { shape, pattern }: Pick<CompiledMatch, 'shape' | 'pattern'>,
  on: Template,
): MarkerPlace {
  const [first] = shape ?? [];
  const isAnchored = first?.kind === 'start';
  const atoms = (isAnchored ? shape?.slice(1) : shape) ?? [];
  const ordered = on.flatMap((piece) => (piece.kind === 'group' ? [piece.group] : []));
  const last = ordered.at(-1);
  if (last === undefined || atoms.some(({ kind }) => kind === 'alternation')) return NEXT_TO_OBJECT;
  const at = atoms.findIndex((atom) => isGroup(atom, [last]));
  const isOutside = (name: string) => !atoms.some((atom) => isGroup(atom, [name]));
  const end = atoms.findIndex((atom, i) => i > at && isSlash(atom));
  const start = atoms.findLastIndex((atom, i) => i < at && isSlash(atom)) + 1;
  if (at === -1 || end === -1 || ordered.some(isOutside) || (start === 0 && !isAnchored)) return NEXT_TO_OBJECT;
  const segment = atoms.slice(start, end);
  const isWhole = segment.every((atom) => atom.kind === 'literal' || isGroup(atom, ordered));
  const isLast = !atoms.slice(end).some((atom) => isGroup(atom, ordered));
  const head = atoms.slice(0, end + 1);
  const source = sourceOf(head);
  if (!isWhole || !isLast || source === undefined) return NEXT_TO_OBJECT;
  const folders = compilePattern(`${isAnchored ? '^' : ''}${source}$`);
  if ('refused' in folders) return NEXT_TO_OBJECT;
  const lastInSegment = segment.findLast((atom) => isGroup(atom, ordered));
  const name = lastInSegment?.kind === 'group' ? lastInSegment.name : undefined;
  return {
    kind: 'folder',
    folders,
    atoms: end + 1,
    folderOf: (isAnchored ? joined(head) : undefined) ?? ((key) => upToSlash(key, pattern.endOf(key, name ?? last))),
  };
}

/** Whether an atom is one of these groups, and always takes part in the match exactly once. */
function isGroup(atom: PatternAtom, names: readonly string[]): boolean {
  return atom.kind === 'group' && atom.name !== undefined && names.includes(atom.name) && atom.quantifier === '';
}

function isSlash(atom: PatternAtom): boolean {
  return atom.kind === 'literal' && atom.text === '/' && atom.quantifier === '';
}

/** Builds a folder from the groups of a match. Undefined if the folder also contains text outside of named groups. */
function joined(atoms: readonly PatternAtom[]): (MarkerPlace & { kind: 'folder' })['folderOf'] | undefined {
  const isKnown = (atom: PatternAtom): boolean =>
    'quantifier' in atom &&
    atom.quantifier === '' &&
    (atom.kind === 'literal' || (atom.kind === 'group' && atom.name !== undefined));
  if (!atoms.every(isKnown)) return undefined;
  return (_, groups) => {
    let folder = '';
    for (const atom of atoms) {
      if (atom.kind === 'literal') folder += atom.text;
      else if (atom.kind === 'group') folder += groups[atom.name ?? ''] ?? '';
    }
    return folder;
  };
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
