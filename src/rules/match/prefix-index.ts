/** An index of values by prefix. */
export interface PrefixIndex<T> {
  /** Returns the values whose prefix a key begins with, in the order of the entries. */
  find(key: string): readonly T[];
  /** Returns the values whose prefix is the start of a text, or begins with it, in the order of the entries. */
  meeting(text: string): readonly T[];
  /** Whether exactly this many values meet a text, and all have this text as their prefix. */
  isAlone(text: string, values: number): boolean;
}

/** A prefix with its values. */
interface PrefixNode<T> {
  readonly prefix: string;
  /** The indexes of its values. */
  own: readonly number[];
  /** The longest other prefix that this one begins with. */
  shorter: PrefixNode<T> | undefined;
  /** Whether no other prefix begins with this one. */
  isLongest: boolean;
  /** The values of this prefix and of all shorter ones. Computed when a key first needs them. */
  all: readonly T[] | undefined;
}

/** Longer lists are not kept: ten thousand rules without a prefix would be in the list of every other prefix. */
const MOST_KEPT = 64;

/**
 * Creates an index of values by prefix. A key is hashed once, character by character. A hash table is asked only where one
 * of the prefixes ends, at a character that is the last one of a prefix of this length. So a lookup takes the same time for
 * ten rules as for a hundred thousand, and touches little memory.
 */
export function createPrefixIndex<T>(entries: readonly (readonly [prefix: string, value: T])[]): PrefixIndex<T> {
  const nodes = nodesOf<T>(entries);
  const root = nodes[0]?.prefix === '' ? nodes[0] : undefined;
  const longest = nodes.reduce((most, { prefix }) => Math.max(most, prefix.length), 0);
  const table = createHashTable(nodes.map(({ prefix }) => prefix));
  // For each length, the last characters of the prefixes with this length, as a set of their low bits.
  const lastCharacters = new Int32Array(longest + 1);
  const firstCharacters = new Set<number>();
  for (const { prefix } of nodes) {
    if (prefix === '') continue;
    const last = prefix.length;
    lastCharacters[last] = (lastCharacters[last] ?? 0) | bitOf(prefix.charCodeAt(last - 1));
    firstCharacters.add(prefix.charCodeAt(0));
  }

  const values: readonly T[] = entries.map(([, value]) => value);
  /** The values of indexes, in the order of the entries. The copy has no space for more. */
  const inOrder = (own: readonly number[]): readonly T[] =>
    own
      .toSorted((a, b) => a - b)
      .flatMap((index) => values.slice(index, index + 1))
      .slice();

  const allValues = (node: PrefixNode<T>): readonly T[] => {
    const own = [...node.own];
    for (let shorter = node.shorter; shorter !== undefined; shorter = shorter.shorter) own.push(...shorter.own);
    const found = inOrder(own);
    if (found.length <= MOST_KEPT) node.all = found;
    return found;
  };

  /** The values of prefixes that have one value, and do not begin with another prefix. */
  const onlyValues = nodes.map(({ own, shorter }) => (own.length === 1 && !shorter ? values[own[0] ?? 0] : undefined));

  return {
    find(key) {
      let found = -1;
      if (firstCharacters.has(key.charCodeAt(0))) {
        const end = Math.min(key.length, longest);
        let hash = 0;
        for (let i = 0; i < end; i++) {
          const code = key.charCodeAt(i);
          hash = nextHash(hash, code);
          if (((lastCharacters[i + 1] ?? 0) & bitOf(code)) !== 0) {
            const index = table.get(hash, key, i + 1);
            if (index >= 0) found = index;
          }
        }
      }
      const only = found < 0 ? undefined : onlyValues[found];
      if (only !== undefined) return [only];
      const node = found < 0 ? root : nodes[found];
      return node === undefined ? NOTHING : (node.all ?? allValues(node));
    },
    meeting(text) {
      const same = nodes[table.find(text)];
      // Usually each folder has one rule, and no search among the neighbors is needed.
      if (same?.isLongest === true) return same.all ?? allValues(same);
      const from = firstAtLeast(nodes, text);
      const own: number[] = [];
      for (let i = from; nodes[i]?.prefix.startsWith(text) === true; i++) own.push(...(nodes[i]?.own ?? []));
      // The prefix before this place shares the longest start with the text, so the others are shorter ones of it.
      for (let node = nodes[from - 1]; node !== undefined; node = node.shorter)
        if (text.startsWith(node.prefix)) own.push(...node.own);
      return inOrder(own);
    },
    isAlone(text, values) {
      const node = nodes[table.find(text)];
      return node?.isLongest === true && node.shorter === undefined && node.own.length === values;
    },
  };
}

const NOTHING: readonly never[] = [];

function bitOf(code: number): number {
  return 1 << (code & 31);
}

function nextHash(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0;
}

/** The prefixes in order, so that a prefix comes before those that begin with it. */
function nodesOf<T>(entries: readonly (readonly [prefix: string, value: unknown])[]): readonly PrefixNode<T>[] {
  const byPrefix = new Map<string, PrefixNode<T>>();
  entries.forEach(([prefix], index) => {
    const node = byPrefix.get(prefix);
    if (node === undefined)
      byPrefix.set(prefix, { prefix, own: [index], shorter: undefined, isLongest: true, all: undefined });
    // A list that grows would reserve space for seventeen more values.
    else node.own = node.own.concat(index);
  });
  const nodes = [...byPrefix.values()].sort((a, b) => (a.prefix < b.prefix ? -1 : 1));
  let before: PrefixNode<T> | undefined;
  for (const node of nodes) {
    if (before !== undefined && node.prefix.startsWith(before.prefix)) before.isLongest = false;
    while (before !== undefined && !node.prefix.startsWith(before.prefix)) before = before.shorter;
    node.shorter = before;
    before = node;
  }
  return nodes;
}

/** The index of the first prefix that is not less than a text. */
function firstAtLeast(nodes: readonly { readonly prefix: string }[], text: string): number {
  let [low, high] = [0, nodes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle]?.prefix ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * A hash table of prefixes, with open addressing. A hash and its index are next to each other in one array of numbers, and
 * the text of a prefix is read only if the whole hash is equal. A processor loads 64 bytes at a time, so each lookup reads
 * three places in memory, however many prefixes there are.
 */
function createHashTable(prefixes: readonly string[]) {
  const mask = 2 ** Math.ceil(Math.log2(prefixes.length * 2 + 2)) - 1;
  /** For each slot the hash of a prefix, and its index plus 1. 0: the slot is free. */
  const slots = new Int32Array(2 * (mask + 1));
  prefixes.forEach((prefix, index) => {
    const hash = hashOf(prefix);
    let slot = spread(hash) & mask;
    while (slots[2 * slot + 1] !== 0) slot = (slot + 1) & mask;
    slots[2 * slot] = hash;
    slots[2 * slot + 1] = index + 1;
  });
  /** The index of the prefix that is the first `length` characters of a key, which have this hash. -1 if there is none. */
  const get = (hash: number, key: string, length: number): number => {
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const index = (slots[2 * slot + 1] ?? 0) - 1;
      if (index < 0) return -1;
      if (slots[2 * slot] !== hash) continue;
      const prefix = prefixes[index];
      if (prefix !== undefined && prefix.length === length && key.startsWith(prefix)) return index;
    }
  };
  return {
    /** The index of a prefix. -1 if there is none. */
    find: (prefix: string): number => get(hashOf(prefix), prefix, prefix.length),
    get,
  };
}

function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = nextHash(hash, text.charCodeAt(i));
  return hash;
}

/** Mixes the bits of a hash: neighbors like `team-1/` and `team-2/` would fill neighboring slots. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 12);
}
