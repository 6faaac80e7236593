import { EmptyBTree, type default as SortedBtree } from 'sorted-btree';
import { compareKeys } from '../../compare-keys.ts';
import type { Table, TableEntry } from './table.ts';

/** A {@link Table} in memory. */
export interface MemoryTable extends Table {
  /** Makes an independent copy in constant time. The two share entries until one of them changes. */
  clone(): MemoryTable;
}

type Tree = SortedBtree.default<string, unknown>;

/**
 * The class of the tree, read from an instance. The class itself is the default export of a CommonJS module. Node,
 * esbuild and vitest nest that export differently, but handle named exports in the same way.
 */
const SortedTree = EmptyBTree.constructor as new (
  entries: undefined,
  compare: (a: string, b: string) => number,
) => Tree;

export function createMemoryTable(): MemoryTable {
  return tableOver(new SortedTree(undefined, compareKeys));
}

function tableOver(tree: Tree): MemoryTable {
  return {
    get: (key) => tree.get(key),
    put: (key, value) => {
      tree.set(key, value);
    },
    remove: (key) => {
      tree.delete(key);
    },
    range: ({ from, to, reverse = false, limit = Number.POSITIVE_INFINITY }) =>
      reverse
        ? take(tree.entriesReversed(to, undefined, true), limit, (key) => compareKeys(key, from) < 0)
        : take(tree.entries(from), limit, (key) => compareKeys(key, to) >= 0),
    clone: () => tableOver(tree.clone()),
  };
}

/** Not the tree's `getRange`, which returns one entry more than requested. */
function take(entries: Iterable<TableEntry>, limit: number, isBeyond: (key: string) => boolean): readonly TableEntry[] {
  const taken: TableEntry[] = [];
  for (const entry of entries) {
    if (taken.length >= limit || isBeyond(entry[0])) break;
    taken.push(entry);
  }
  return taken;
}
