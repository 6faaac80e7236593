import { type Document, isAlias, isMap, isPair, isScalar, isSeq } from 'yaml';

/** Why a document cannot be converted to plain values, and the node that causes it. */
export interface PlainValueProblem {
  readonly node: unknown;
  readonly why: string;
}

/** The maximum depth. No rule needs as many levels. Without this limit, deep nesting would overflow the stack. */
export const MOST_DEPTH = 50;

/** The maximum number of values that YAML aliases (`*name`) add. They share a value, but later checks visit it for each use. */
const MOST_VALUES = 200_000;

/**
 * Converts a YAML document to plain values. Returns all problems if that is not possible. Runs in linear time. The conversion
 * of the library searches the document once for each alias, and its check for repeated keys compares every pair of keys.
 */
export function plainValue(document: Document.Parsed): { readonly value: unknown } | readonly PlainValueProblem[] {
  const repeated: PlainValueProblem[] = [];
  const anchors = new Map<string, AnchoredValue | 'open'>();
  let values = 0;
  let added = 0;

  const readMap = (items: readonly unknown[], depth: number): Record<string, unknown> => {
    const map: Record<string, unknown> = {};
    for (const item of items) {
      if (!isPair(item)) continue;
      const key = keyText(read(item.key, depth));
      if (Object.hasOwn(map, key)) repeated.push({ node: item.key, why: 'Map keys must be unique' });
      // An assignment to `__proto__` would set the prototype.
      const value = read(item.value, depth);
      Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
    }
    return map;
  };

  const readContent = (node: unknown, depth: number): unknown => {
    if (isMap(node)) return readMap(node.items, depth + 1);
    if (isSeq(node)) return node.items.map((item) => read(isPair(item) ? item.value : item, depth + 1));
    return isScalar(node) ? node.value : null;
  };

  const readAlias = (node: unknown, source: string): unknown => {
    const anchored = anchors.get(source);
    if (anchored === undefined) throw new UnreadableNode(node, `there is no anchor &${source} before this *${source}`);
    if (anchored === 'open') throw new UnreadableNode(node, `*${source} is inside &${source} itself`);
    values += anchored.values;
    added += anchored.values;
    return anchored.value;
  };

  const read = (node: unknown, depth: number): unknown => {
    if (depth > MOST_DEPTH) throw new UnreadableNode(node, `it is nested deeper than ${MOST_DEPTH} levels`);
    if (added > MOST_VALUES) throw new UnreadableNode(node, `with its *aliases it has more than ${MOST_VALUES} values`);
    values++;
    if (isAlias(node)) return readAlias(node, node.source);
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor === undefined) return readContent(node, depth);
    const before = values;
    anchors.set(anchor, 'open');
    const value = readContent(node, depth);
    anchors.set(anchor, { value, values: values - before });
    return value;
  };

  try {
    const value = read(document.contents, 0);
    return repeated.length === 0 ? { value } : repeated;
  } catch (error) {
    if (error instanceof UnreadableNode) return [error];
    throw error;
  }
}

/** A value with an anchor (`&name`). */
interface AnchoredValue {
  readonly value: unknown;
  /** The number of values in it, including nested ones. */
  readonly values: number;
}

class UnreadableNode extends Error implements PlainValueProblem {
  readonly node: unknown;
  readonly why: string;

  constructor(node: unknown, why: string) {
    super(why);
    this.node = node;
    this.why = why;
  }
}

function keyText(key: unknown): string {
  if (key === null) return '';
  return typeof key === 'object' ? JSON.stringify(key) : String(key);
}
