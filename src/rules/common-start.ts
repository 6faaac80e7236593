/** The longest text that both begin with. It never ends within a surrogate pair, since no key begins with half of one. */
export function commonStart(a: string, b: string): string {
  let end = 0;
  while (end < a.length && a.charCodeAt(end) === b.charCodeAt(end)) end++;
  const isHalf = end > 0 && end < Math.max(a.length, b.length) && /[\ud800-\udbff]/.test(a.charAt(end - 1));
  return a.slice(0, isHalf ? end - 1 : end);
}
