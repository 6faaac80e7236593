import { EmptyBTree, type default as SortedBtree } from 'sorted-btree';
import { compareKeys } from '../compare-keys.ts';
import type { Table, TableEntry, TableRange } from './table.ts';

/** A {@link Table} in memory. */
export interface MemoryTable extends Table {
  /** An independent copy in constant time: what both have is shared until one of them changes it. */
  clone(): MemoryTable;
}

type Tree = SortedBtree.default<string, unknown>;

/**
 * The class, taken from an instance: it is the default export of a CommonJS module, which Node, esbuild and vitest
 * hand over at different depths, while named exports mean the same everywhere.
 */
const SortedTree = EmptyBTree.constructor as new (
  entries: undefined,
  compare: (a: string, b: string) => number,
) => Tree;

export const createMemoryTable = (): MemoryTable => tableOver(new SortedTree(undefined, compareKeys));

const tableOver = (tree: Tree): MemoryTable => ({
  get: (key) => tree.get(key),
  put: (key, value) => {
    tree.set(key, value);
  },
  remove: (key) => {
    tree.delete(key);
  },
  range: (range) => (range.reverse ? descending(tree, range) : ascending(tree, range)),
  clone: () => tableOver(tree.clone()),
});

const ascending = (tree: Tree, { from, to, limit }: TableRange): readonly TableEntry[] =>
  limit === 0 ? [] : tree.getRange(from, to, false, limit);

const descending = (tree: Tree, { from, to, limit = Number.POSITIVE_INFINITY }: TableRange): readonly TableEntry[] => {
  const entries: TableEntry[] = [];
  for (const entry of tree.entriesReversed(to, undefined, true)) {
    if (entries.length >= limit || compareKeys(entry[0], from) < 0) break;
    entries.push(entry);
  }
  return entries;
};
