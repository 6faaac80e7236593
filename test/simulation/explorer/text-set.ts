/** A set that can hold more texts than one V8 `Set` (2^24). */
export interface TextSet {
  /** Returns false if the text was already in the set. */
  add(text: string): boolean;
}

const PARTS = 64;

export function createTextSet(): TextSet {
  const parts = Array.from({ length: PARTS }, () => new Set<string>());
  return {
    add: (text) => {
      let sum = 0;
      for (let i = 0; i < text.length; i++) sum = (sum * 31 + text.charCodeAt(i)) | 0;
      const part = parts[sum & (PARTS - 1)];
      if (part === undefined || part.has(text)) return false;
      part.add(text);
      return true;
    },
  };
}
