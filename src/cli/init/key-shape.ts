import { defined } from '../../defined.ts';
import { createOrder } from '../../rules/orders/orders.ts';
import { dateFolders } from './date-folders.ts';
import { type InitOrderName, initOrder } from './orders.ts';

/** Constant text, or a group. `ordered` marks the group that the order reads. */
export type ShapePiece =
  | { readonly text: string }
  | {
      readonly group: string;
      readonly pattern: string;
      /** The text of the example. */
      readonly example: string;
      readonly ordered?: true;
      /** A date over several folders: the template of these folders. */
      readonly parts?: readonly ShapePiece[];
      /** The version again, in the name of a file. */
      readonly isCopy?: true;
      /** Any number of folders: `{path:**}`. */
      readonly isPath?: true;
      /** The examples have different texts here. */
      readonly varies?: true;
    };

/** The shape of the keys that an example belongs to. */
export interface KeyShape {
  readonly example: string;
  readonly prefix: string;
  /** The parts after the prefix, including slashes. */
  readonly pieces: readonly ShapePiece[];
  /** For an order that reads by a format. */
  readonly format?: string;
  /** What the order reads, if it is more than one group. */
  readonly on?: string;
}

/** Where the ordered text is in an example: its segment, and the text around it in that segment. */
interface Place {
  readonly segment: number;
  readonly before: string;
  readonly after: string;
  readonly ordered: string;
}

/** The regex of a group that is a whole folder or file name. */
export const SEGMENT = '[^/]+';

/** The shape of an example. Undefined if the order cannot read any part of it. */
export function keyShape(example: string, order: InitOrderName, prefix: string): KeyShape | undefined {
  const segments = example.slice(prefix.length).split('/');
  if (segments.includes('')) return undefined;
  const spread = order === 'date' ? dateFolders(segments) : undefined;
  if (spread !== undefined) {
    const { from, to, parts, on, text } = spread;
    const date: ShapePiece = { group: 'date', pattern: SEGMENT, example: text, ordered: true, parts };
    const whole = [...segments.slice(0, from), text, ...segments.slice(to)];
    const pieces = piecesOf(whole, { segment: from, before: '', after: '', ordered: text }, order);
    return { example, prefix, on, pieces: pieces.map((piece) => ('ordered' in piece ? date : piece)) };
  }
  for (const format of initOrder(order).formats ?? [undefined]) {
    const place = placeOf(segments, readable(order, format));
    if (place === undefined) continue;
    const pieces = piecesOf(segments, place, order);
    return { example, prefix, pieces, ...defined({ format }) };
  }
  return undefined;
}

/** The likely prefix of an example: its first folder. */
export function usualPrefix(example: string): string {
  const slash = example.indexOf('/');
  return slash === -1 || slash === example.length - 1 ? '' : example.slice(0, slash + 1);
}

function readable(name: InitOrderName, format: string | undefined) {
  const order = createOrder(name, format === undefined ? {} : { format });
  return (text: string): boolean => text !== '' && order.parse(text).ok;
}

/** A folder of its own comes first, then a partition (`dt=2026-11-20`), a part of the file name, and any other folder. */
function placeOf(segments: readonly string[], isReadable: (text: string) => boolean): Place | undefined {
  const last = segments.length - 1;
  const whole = (segment: number): Place => ({ segment, before: '', after: '', ordered: segments[segment] ?? '' });
  const folders = segments.slice(0, last).flatMap((text, i) => (isReadable(text) ? [i] : []));
  const numbered = folders.find((i) => /\d/.test(segments[i] ?? ''));
  if (numbered !== undefined) return whole(numbered);
  const partition = segments.slice(0, last).flatMap((text, segment): Place[] => {
    const equals = text.indexOf('=') + 1;
    const ordered = text.slice(equals);
    return equals > 0 && isReadable(ordered) ? [{ segment, before: text.slice(0, equals), after: '', ordered }] : [];
  });
  // In region=7/dt=2026-11-20, the last folder is the one that changes.
  const newest = partition.at(-1);
  if (newest !== undefined) return newest;
  const inName = namePlaces(segments[last] ?? '').find(({ ordered }) => isReadable(ordered));
  if (inName !== undefined) return { ...inName, segment: last };
  const [folder] = folders.slice(-1);
  if (folder !== undefined) return whole(folder);
  return isReadable(segments[last] ?? '') ? whole(last) : undefined;
}

/** The name of a platform, which is not a part of the version: `-linux-amd64.tgz`, `_amd64.deb`, `-py3-none-any.whl`. */
const PLATFORM =
  /[-_](?:linux|darwin|mac|osx|win|freebsd|amd64|arm|aarch64|x86|x64|i[36]86|all\.|any\.|noarch|py[23]|cp3)/i;

/** The extension of a package, whose version can contain dots and words: `app-1.0.Final.jar`. */
const PACKAGE = /\.(?:jar|war|ear|aar|pom|gem|whl|u?deb|dsc|[^.]+\.rpm)$/;

/** `app-1.2.3.tar.gz`, split wherever a version may begin; then without its extension, then whole. */
function namePlaces(name: string): readonly Omit<Place, 'segment'>[] {
  const starts = [0, ...[...name.matchAll(/(?:[-_]|(?<!\d)\.)(?=v?\d)/g)].map(({ index }) => index + 1)];
  const numbered = starts.flatMap((start) => {
    const rest = name.slice(start);
    if (!/^v?\d/.test(rest)) return [];
    const endings = [rest.search(PLATFORM), rest.search(PACKAGE), endingAt(rest)].filter((ending) => ending > 0);
    return endings.map((ending) => ({
      before: name.slice(0, start),
      ordered: rest.slice(0, ending),
      after: rest.slice(ending),
    }));
  });
  const [, stem, ending] = /^([^.]+)(\..+)$/.exec(name) ?? [];
  const stemmed = stem === undefined || ending === undefined ? [] : [{ before: '', ordered: stem, after: ending }];
  return [...numbered, ...stemmed];
}

/** Where `.tar.gz` begins: at the first dot before a letter after which only words and dots follow. */
function endingAt(name: string): number {
  const from = [...name.matchAll(/[^\w.]/g)].at(-1)?.index ?? 0;
  const dot = name.slice(from).search(/\.[A-Za-z]/);
  return dot === -1 ? name.length : from + dot;
}

function piecesOf(segments: readonly string[], place: Place, order: InitOrderName): readonly ShapePiece[] {
  return segments.flatMap((_, i) => [
    ...(i === 0 ? [] : [{ text: '/' }]),
    ...(i === place.segment
      ? orderedPieces(place, order)
      : [{ ...groupPiece(i, segments.length, place.segment), example: segments[i] ?? '' }]),
  ]);
}

function orderedPieces({ before, after, ordered: example }: Place, order: InitOrderName): readonly ShapePiece[] {
  const { group } = initOrder(order);
  const tail = after === '' ? [] : [{ text: after }];
  if (before.endsWith('=')) return [{ text: before }, { group, pattern: SEGMENT, example, ordered: true }, ...tail];
  const name = /^(.+)([-_.])$/.exec(before);
  return [
    // The shortest version, so that "app-1.0.0-rc-2" is not read as version 2 of "app-1.0.0-rc".
    ...(name === null
      ? []
      : [{ group: 'name', pattern: `${SEGMENT}?`, example: name[1] ?? '' }, { text: name[2] ?? '' }]),
    { group, pattern: name === null ? SEGMENT : `v?[0-9]${'[^/]*'}`, example, ordered: true },
    ...tail,
  ];
}

function groupPiece(
  index: number,
  count: number,
  ordered: number,
): { readonly group: string; readonly pattern: string } {
  const numbered = (name: string, n: number): string => (n <= 1 ? name : `${name}${n}`);
  if (index > ordered) {
    const isFile = index === count - 1;
    return { group: isFile ? 'file' : numbered('folder', index - ordered), pattern: SEGMENT };
  }
  // The folder directly above the version names what has versions. The folders above that are its groups.
  return { group: index === ordered - 1 ? 'app' : numbered('team', index + 1), pattern: SEGMENT };
}
