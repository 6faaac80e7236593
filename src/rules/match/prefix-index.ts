/** An index of values by prefix. */
export interface PrefixIndex<T> {
  /** Returns the values whose prefix a key begins with, in the order of the entries. */
  find(key: string): readonly T[];
}

interface Node<T> {
  readonly next: Map<string, Node<T>>;
  /** The values whose prefix ends at this node. */
  readonly values: { readonly rank: number; readonly value: T }[];
}

/**
 * Creates an index of values by prefix. It is a trie of UTF-16 code units, so the cost of a lookup depends on the length of
 * the key and not on the number of entries.
 */
export function createPrefixIndex<T>(entries: readonly (readonly [prefix: string, value: T])[]): PrefixIndex<T> {
  const root = node<T>();
  entries.forEach(([prefix, value], rank) => {
    let at = root;
    for (const unit of prefix.split('')) {
      const next = at.next.get(unit) ?? node<T>();
      at.next.set(unit, next);
      at = next;
    }
    at.values.push({ rank, value });
  });
  return { find: (key) => find(root, key) };
}

function node<T>(): Node<T> {
  return { next: new Map(), values: [] };
}

function find<T>(root: Node<T>, key: string): readonly T[] {
  const found = [...root.values];
  let at: Node<T> | undefined = root;
  for (let i = 0; i < key.length && at !== undefined; i++) {
    at = at.next.get(key.charAt(i));
    if (at !== undefined) found.push(...at.values);
  }
  return found.sort((a, b) => a.rank - b.rank).map(({ value }) => value);
}
