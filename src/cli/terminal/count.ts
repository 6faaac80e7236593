/** `1 rule`, `2 rules`. `many` is for plurals that are not formed with an s. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
