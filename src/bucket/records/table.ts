/** Part of a {@link Table}: `from` is included, `to` is not. */
export interface TableRange {
  readonly from: string;
  readonly to: string;
  /** Greatest key first. */
  readonly reverse?: boolean;
  /** At most so many entries. */
  readonly limit?: number;
}

export type TableEntry = readonly [key: string, value: unknown];

/**
 * The ordered map that the bucket engine stands on. Synchronous, so that an operation is one uninterrupted step and
 * many of them can share one transaction of the storage below. Keys are ordered by their UTF-8 bytes. Values are plain
 * data: whoever reads one does not change it.
 */
export interface Table {
  get(key: string): unknown;
  put(key: string, value: unknown): void;
  remove(key: string): void;
  /** What the range holds now; later writes do not change it. */
  range(range: TableRange): readonly TableEntry[];
}
