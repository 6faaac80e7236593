/** Maps long texts to small numbers: equal texts get equal numbers. */
export interface Interner {
  id(text: string): number;
}

export function createInterner(): Interner {
  const known = new Map<string, number>();
  return {
    id: (text) => {
      const before = known.get(text);
      if (before !== undefined) return before;
      known.set(text, known.size + 1);
      return known.size;
    },
  };
}
