import type { Table } from './table.ts';

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
