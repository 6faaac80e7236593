/** Part of a {@link Table}: `from` is included, `to` is not. */
export interface TableRange {
  readonly from: string;
  readonly to: string;
  /** Greatest key first. */
  readonly reverse?: boolean;
  /** The most entries to return. */
  readonly limit?: number;
}

export type TableEntry = readonly [key: string, value: unknown];

/**
 * The ordered map that stores the buckets. It is synchronous, so that no other operation runs in the middle of one, and
 * one storage transaction can contain many operations. Keys are ordered by their UTF-8 bytes. Values are plain data that
 * readers must not change.
 */
export interface Table {
  get(key: string): unknown;
  put(key: string, value: unknown): void;
  remove(key: string): void;
  /** The entries that are in the range now. Later writes do not change the result. */
  range(range: TableRange): readonly TableEntry[];
}
