/** A set of code points as ranges, both ends included, sorted and apart from each other. */
export type CodePoints = readonly (readonly [from: number, to: number])[];

/** The greatest code point of Unicode. */
export const LAST_CODE_POINT = 0x10ffff;

/** Sorts ranges, and joins those that overlap or touch. */
export function joinRanges(ranges: CodePoints): CodePoints {
  const joined: [number, number][] = [];
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/** All other code points. */
export function complement(set: CodePoints): CodePoints {
  const rest: [number, number][] = [];
  let from = 0;
  for (const [first, last] of set) {
    if (first > from) rest.push([from, first - 1]);
    from = last + 1;
  }
  if (from <= LAST_CODE_POINT) rest.push([from, LAST_CODE_POINT]);
  return rest;
}

/** Whether two sets have a code point in common. */
export function intersect(a: CodePoints, b: CodePoints): boolean {
  let i = 0;
  let j = 0;
  for (;;) {
    const [x, y] = [a[i], b[j]];
    if (x === undefined || y === undefined) return false;
    if (x[1] < y[0]) i++;
    else if (y[1] < x[0]) j++;
    else return true;
  }
}
