import { createOrder } from '../../rules/orders/orders.ts';

type DateFolderPart =
  | { readonly text: string }
  | { readonly group: string; readonly pattern: string; readonly example: string };

/** A date over several folders: `2026/11/20` or `year=2026/month=11/day=20`. */
export interface DateFolders {
  /** The index of the segment with the year. */
  readonly from: number;
  /** The index of the first segment after the date. */
  readonly to: number;
  /** The folders as parts of a key template. */
  readonly parts: readonly DateFolderPart[];
  /** What the order reads, as a template. */
  readonly on: string;
  /** The date of the example. */
  readonly text: string;
}

const PARTS = [
  { group: 'year', folder: /^((?:year|yyyy|y)=)?((?:19|20)\d\d)$/i },
  { group: 'month', folder: /^((?:month|mm|m)=)?(\d\d?)$/i },
  { group: 'day', folder: /^((?:day|dd|d)=)?(\d\d?)$/i },
] as const;

/** `hour=05` or `05`. No order reads an hour without minutes, so such folders are not part of a date. */
const HOUR = /^(?:(?:hour|hh|h)=)?\d\d?$/i;

/** Finds a date over folders. Undefined if there is none, or if it goes on with an hour. */
export function dateFolders(segments: readonly string[]): DateFolders | undefined {
  const from = segments.findIndex((_, i) => partsAt(segments, i).length >= 2);
  if (from === -1) return undefined;
  const found = partsAt(segments, from);
  const to = from + found.length;
  const text = found.map(({ digits }) => digits).join('-');
  const isHourly = to < segments.length - 1 && HOUR.test(segments[to] ?? '');
  if (isHourly || !createOrder('date', {}).parse(text).ok) return undefined;
  const parts = found.flatMap(({ group, name, digits }, i): DateFolderPart[] => [
    ...(i === 0 ? [] : [{ text: '/' }]),
    ...(name === '' ? [] : [{ text: name }]),
    { group, pattern: '[^/]+', example: digits },
  ]);
  return { from, to, parts, on: found.map(({ group }) => `{${group}}`).join('-'), text };
}

/** The folders from an index that are parts of a date. The last segment is the name of a file. */
function partsAt(segments: readonly string[], from: number) {
  const parts = [];
  for (const [i, { group, folder }] of PARTS.entries()) {
    const [, name = '', digits] = folder.exec(segments.slice(0, -1)[from + i] ?? '') ?? [];
    // A folder `9` below a folder `2026` can also be a counter.
    if (digits === undefined || (name === '' && digits.length === 1)) break;
    parts.push({ group, name, digits });
  }
  return parts;
}
