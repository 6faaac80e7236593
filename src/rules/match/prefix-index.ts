/** Finds the values whose prefixes a key begins with, in the order in which the values were given. */
export interface PrefixIndex<T> {
  find(key: string): readonly T[];
}

interface Node<T> {
  readonly next: Map<string, Node<T>>;
  readonly here: { readonly rank: number; readonly value: T }[];
}

/** A trie of UTF-16 code units. The cost of a lookup depends on the key and not on the number of rules. */
export function createPrefixIndex<T>(entries: readonly (readonly [prefix: string, value: T])[]): PrefixIndex<T> {
  const root = node<T>();
  entries.forEach(([prefix, value], rank) => {
    let at = root;
    for (const unit of prefix.split('')) {
      const next = at.next.get(unit) ?? node<T>();
      at.next.set(unit, next);
      at = next;
    }
    at.here.push({ rank, value });
  });
  return { find: (key) => find(root, key) };
}

function node<T>(): Node<T> {
  return { next: new Map(), here: [] };
}

function find<T>(root: Node<T>, key: string): readonly T[] {
  const found = [...root.here];
  let at: Node<T> | undefined = root;
  for (let i = 0; i < key.length && at !== undefined; i++) {
    at = at.next.get(key.charAt(i));
    if (at !== undefined) found.push(...at.here);
  }
  return found.sort((a, b) => a.rank - b.rank).map(({ value }) => value);
}
