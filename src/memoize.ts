/**
 * Remembers the results of a pure function by a text that identifies its arguments. Forgets all of them when there are more
 * than `most`, so the memory is bounded, and the most common inputs are known again at once.
 */
export function memoizeBy<Args extends readonly unknown[], T>(
  keyOf: (...args: Args) => string,
  compute: (...args: Args) => T,
  most = 500,
): (...args: Args) => T {
  const known = new Map<string, { readonly result: T }>();
  return (...args) => {
    const key = keyOf(...args);
    const before = known.get(key);
    if (before !== undefined) return before.result;
    const result = compute(...args);
    if (known.size >= most) known.clear();
    known.set(key, { result });
    return result;
  };
}

/** The same for a function of one text. */
export function memoize<T>(compute: (text: string) => T, most?: number): (text: string) => T {
  return memoizeBy((text: string) => text, compute, most);
}
