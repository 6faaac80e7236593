import { compareKeys } from '../../compare-keys.ts';
import type { Table, TableEntry } from './table.ts';
import { afterPrefix } from './table-layout.ts';

/** The part of a family to list, and how its keys are grouped into common prefixes. */
export interface Scan {
  /** The start of the table keys of this family and bucket whose object keys begin with `keyStart`. */
  readonly stem: (keyStart: string) => string;
  readonly keyOf: (entry: TableEntry) => string;
  readonly prefix: string;
  readonly delimiter: string;
  /** The table key to start at. The scan never starts before the prefix. */
  readonly from: string;
  /** The maximum number of items that the caller reads. */
  readonly atMost: number;
}

export type Scanned =
  | { readonly commonPrefix: string }
  | { readonly commonPrefix?: never; readonly key: string; readonly value: unknown };

/** The common prefix of a key: up to the first delimiter after `prefix`. Undefined if there is no such delimiter. */
export function commonPrefixOf(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '' || !key.startsWith(prefix)) return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/** How many entries to read at once if there is a delimiter. Most of them share a common prefix, and are skipped. */
const GROUPED_READ = 16;

/**
 * Yields keys and common prefixes in order. After a common prefix, it skips all keys of that prefix. So ten thousand
 * keys with a common prefix cost as much as one.
 */
export function* scanRange(table: Table, scan: Scan): Generator<Scanned, void> {
  const { stem, keyOf, prefix, delimiter, atMost } = scan;
  const to = afterPrefix(stem(prefix));
  const limit = delimiter === '' ? atMost : Math.min(atMost, GROUPED_READ);
  let from: string | undefined = compareKeys(scan.from, stem(prefix)) < 0 ? stem(prefix) : scan.from;
  while (from !== undefined && compareKeys(from, to) < 0) {
    const entries = table.range({ from, to, limit });
    from = undefined;
    let group: string | undefined;
    for (const entry of entries) {
      const key = keyOf(entry);
      if (group !== undefined && key.startsWith(group)) continue;
      group = commonPrefixOf(key, prefix, delimiter);
      yield group === undefined ? { key, value: entry[1] } : { commonPrefix: group };
    }
    const last = entries.length < limit ? undefined : entries.at(-1);
    if (last) from = group === undefined ? `${last[0]}\u0000` : afterPrefix(stem(group));
  }
}
