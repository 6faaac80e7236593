/** `1 rule`, `2 rules`; `many` where an s is not enough. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
