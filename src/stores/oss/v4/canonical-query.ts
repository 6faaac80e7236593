import { percentEncode } from '../percent-encode.ts';
import type { QueryPair } from '../signable-request.ts';

/**
 * Encoded pairs in the byte order of their encoded names (ASCII by then, so `<` is byte order), a name alone where the
 * value is empty.
 */
export function canonicalQuery(query: readonly QueryPair[]): string {
  return query
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join('&');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
