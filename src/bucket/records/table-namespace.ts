import { readBlobUses } from './bucket-records.ts';
import type { Table } from './table.ts';

/** Where the buckets of BOS are in a table that also has those of OSS. No key of another family begins with it. */
export const BOS_NAMESPACE = 'bos/';

/**
 * A part of a table that has its own keys: all keys below `prefix`, without it. Two engines can so share a table, and
 * one storage transaction.
 */
export function tableNamespace(table: Table, prefix: string): Table {
  return {
    get: (key) => table.get(prefix + key),
    put: (key, value) => table.put(prefix + key, value),
    remove: (key) => table.remove(prefix + key),
    range: ({ from, to, ...options }) =>
      table
        .range({ from: prefix + from, to: prefix + to, ...options })
        .map(([key, value]) => [key.slice(prefix.length), value] as const),
  };
}

/** Whether a version in any namespace of a table uses a blob. All of them share the storage of bodies. */
export function isBlobUsed(table: Table, blobId: string): boolean {
  return [table, tableNamespace(table, BOS_NAMESPACE)].some((one) => readBlobUses(one, blobId) > 0);
}
