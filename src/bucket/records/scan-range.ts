import { compareKeys } from '../../compare-keys.ts';
import type { Table, TableEntry } from './table.ts';
import { afterPrefix } from './table-layout.ts';

/** Which part of a listed family is walked, and how its entries roll up. */
export interface Scan {
  /** What every table key of the family and bucket begins with, followed by the given start of an object key. */
  readonly stem: (keyStart: string) => string;
  readonly keyOf: (entry: TableEntry) => string;
  readonly prefix: string;
  readonly delimiter: string;
  /** Where to begin, in table keys; never before the prefix. */
  readonly from: string;
  /** How many items the caller will take at most. */
  readonly atMost: number;
}

export type Scanned =
  | { readonly commonPrefix: string }
  | { readonly commonPrefix?: never; readonly key: string; readonly value: unknown };

/** How far a key rolls up: through the first delimiter after the prefix, or not at all. */
export function commonPrefixOf(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '' || !key.startsWith(prefix)) return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/** Most entries read at once while keys may roll up: what follows the first of a common prefix is mostly thrown away. */
const ROLLING_READ = 16;

/**
 * Keys and common prefixes in order. Past a common prefix it seeks, so that ten thousand keys below one cost as much as
 * one does.
 */
export function* scanRange(table: Table, scan: Scan): Generator<Scanned, void> {
  const { stem, keyOf, prefix, delimiter, atMost } = scan;
  const to = afterPrefix(stem(prefix));
  const limit = delimiter === '' ? atMost : Math.min(atMost, ROLLING_READ);
  let from: string | undefined = compareKeys(scan.from, stem(prefix)) < 0 ? stem(prefix) : scan.from;
  while (from !== undefined && compareKeys(from, to) < 0) {
    const entries = table.range({ from, to, limit });
    from = undefined;
    let rolled: string | undefined;
    for (const entry of entries) {
      const key = keyOf(entry);
      if (rolled !== undefined && key.startsWith(rolled)) continue;
      rolled = commonPrefixOf(key, prefix, delimiter);
      yield rolled === undefined ? { key, value: entry[1] } : { commonPrefix: rolled };
    }
    const last = entries.length < limit ? undefined : entries.at(-1);
    if (last) from = rolled === undefined ? `${last[0]}\u0000` : afterPrefix(stem(rolled));
  }
}
